using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Generator.Model;
using Replication.Generator.Parse;

namespace Replication.Generator.Find;

/// <summary>Makes the model of a machine from its symbols, or nothing where nothing sound can be generated.</summary>
/// <param name="machine">The machine.</param>
/// <param name="attribute">Its <c>[StateMachine]</c>.</param>
/// <param name="declaration">The declaration that says it.</param>
/// <param name="compilation">The program.</param>
/// <param name="cancellation">Ends the work early.</param>
internal delegate MachineModel? MachineRead(
    INamedTypeSymbol machine, AttributeData attribute, SyntaxNode declaration, Compilation compilation, CancellationToken cancellation);

/// <summary>Finds the machines of a program, and reads only those again that may have become others since it was asked last.</summary>
/// <remarks>
/// <para>
/// After an edit every symbol is new, and to see the attributes of a class is to bind them all. So a model is kept with the file it was made of, under a
/// digest of everything it can hang on: the attributes of all declarations of its name, the surface of all files (see <see cref="FileDigest"/>), the
/// references, the options and the name of the assembly. What has the same digest has the same model.
/// </para>
/// <para>
/// Everything is kept by weak keys and holds neither trees nor symbols, so what an edit superseded can be collected. One finder may serve several
/// programs at once: a file that they share is told apart by the digest.
/// </para>
/// </remarks>
/// <param name="read">Makes a model.</param>
internal sealed class MachineFinder(MachineRead read)
{
    private readonly ConditionalWeakTable<SyntaxTree, FileClasses> _classes = new();
    private readonly ConditionalWeakTable<SyntaxTree, FileDigest> _digests = new();
    private readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<TextSpan, Reading>> _readings = new();
    private readonly Numbers _numbers = new();

    /// <summary>The models of all machines, in the order of the files.</summary>
    public ImmutableArray<MachineModel> Find(Compilation compilation, CancellationToken cancellation)
    {
        var candidates = Candidates(compilation, cancellation);
        if (candidates.Count == 0) return ImmutableArray<MachineModel>.Empty;
        var digests = Digests(compilation, candidates, cancellation);
        var machines = ImmutableArray.CreateBuilder<MachineModel>();
        foreach (var (tree, declared) in candidates)
        {
            var readings = _readings.GetOrCreateValue(tree);
            if (!readings.TryGetValue(declared.Span, out var reading) || reading.Digest != digests[declared.Name])
            {
                reading = new Reading(digests[declared.Name], Read(compilation, tree, declared.Span, cancellation));
                readings[declared.Span] = reading;
            }

            if (reading.Model is { } machine) machines.Add(machine);
        }

        return machines.ToImmutable();
    }

    private List<(SyntaxTree Tree, AttributedClass Class)> Candidates(Compilation compilation, CancellationToken cancellation)
    {
        var files = new List<(SyntaxTree Tree, FileClasses Classes)>();
        var globalAliases = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var classes = _classes.GetValue(tree, key => FileClasses.Of(key.GetRoot(cancellation)));
            globalAliases.UnionWith(classes.GlobalAliases);
            if (classes.Classes.Count > 0) files.Add((tree, classes));
        }

        return [.. files.SelectMany(file => file.Classes.Candidates(globalAliases).Select(declared => (file.Tree, declared)))];
    }

    // What the model of a class hangs on, by the simple name of the class.
    private Dictionary<string, Digest> Digests(
        Compilation compilation, List<(SyntaxTree Tree, AttributedClass Class)> candidates, CancellationToken cancellation)
    {
        using var surroundings = new DigestWriter();
        var attributes = candidates.Select(candidate => candidate.Class.Name).Distinct().ToDictionary(name => name, _ => new List<Digest>());
        surroundings.Write(compilation.AssemblyName ?? "");
        surroundings.Write(_numbers.Of(compilation.Options));
        surroundings.Write(compilation.ExternalReferences.Length);
        foreach (var reference in compilation.ExternalReferences) surroundings.Write(_numbers.Of(reference));
        foreach (var tree in compilation.SyntaxTrees)
        {
            var file = _digests.GetValue(tree, key => FileDigest.Of(key, key.GetRoot(cancellation), _numbers));
            surroundings.Write(file.Surface);
            foreach (var (name, digest) in file.Attributes)
            {
                if (attributes.TryGetValue(name, out var all)) all.Add(digest);
            }
        }

        var common = surroundings.ToDigest();
        return attributes.ToDictionary(named => named.Key, named => All([common, .. named.Value]));
    }

    private static Digest All(List<Digest> digests)
    {
        using var all = new DigestWriter();
        digests.ForEach(all.Write);
        return all.ToDigest();
    }

    private MachineModel? Read(Compilation compilation, SyntaxTree tree, TextSpan span, CancellationToken cancellation)
    {
        var declaration = tree.GetRoot(cancellation).FindToken(span.Start).Parent!
            .AncestorsAndSelf().OfType<ClassDeclarationSyntax>().First(declared => declared.Span == span);
        if (compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol machine) return null;
        var attribute = AttributeReader.StateMachines(machine).FirstOrDefault(attribute => Stands(attribute, declaration));
        return attribute is null ? null : read(machine, attribute, declaration, compilation, cancellation);
    }

    private static bool Stands(AttributeData attribute, SyntaxNode declaration) =>
        attribute.ApplicationSyntaxReference is { } place && place.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(place.Span);

    // A model and what it was made of; no model where there is no machine.
    private sealed record Reading(Digest Digest, MachineModel? Model);
}
