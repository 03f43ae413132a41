using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Finds the bodies of a machine and the one that serves a cell.</summary>
internal sealed class BodyReader
{
    private readonly List<Body> _bodies;
    private readonly Dictionary<ITypeSymbol, List<Body>> _byTrigger = new(SymbolEqualityComparer.Default);

    public BodyReader(INamedTypeSymbol machine, ITypeSymbol why, ITypeSymbol? context)
    {
        var read = machine.GetMembers(WellKnown.Body).OfType<IMethodSymbol>()
            .Select(method => (Method: method, Body: Read(method, why, context, out var flaw), Flaw: flaw))
            .ToList();
        _bodies =
            [.. read.Select(r => r.Body).OfType<Body>()
                // What is written for one state goes before what is written for a group; after that the shorter one: the choice never hangs on
                // the order of files.
                .OrderBy(body => body.State is null)
                .ThenBy(body => body.Method.Parameters.Length)];
        foreach (var body in _bodies)
        {
            if (!_byTrigger.TryGetValue(body.Trigger, out var serving)) _byTrigger.Add(body.Trigger, serving = []);
            serving.Add(body);
        }

        Unread = [.. read.Where(r => r.Body is null).Select(r => (r.Method, r.Flaw))];
    }

    /// <summary>The bodies.</summary>
    public IReadOnlyList<Body> Bodies => _bodies;

    /// <summary>Methods that are named as bodies are and cannot be one, and why.</summary>
    public IReadOnlyList<(IMethodSymbol Method, BodyFlaw Flaw)> Unread { get; }

    /// <summary>The body of a (state, trigger) cell, or <see langword="null"/>.</summary>
    public Body? Find(ITypeSymbol state, ITypeSymbol trigger) =>
        _byTrigger.TryGetValue(trigger, out var serving) ? serving.Find(body => CellMethod.Serves(body.Method, state)) : null;

    private static Body? Read(IMethodSymbol method, ITypeSymbol why, ITypeSymbol? context, out BodyFlaw flaw)
    {
        var answer = Answer(method.ReturnType, why);
        flaw = CellMethod.Judge(method, context);
        if (flaw == BodyFlaw.None && answer is null) flaw = BodyFlaw.Reasons;
        if (flaw != BodyFlaw.None || answer is not var (kind, targets)) return null;
        return new Body(method, method.IsGenericMethod ? null : method.Parameters[0].Type, method.Parameters[1].Type, kind, targets);
    }

    private static (BodyAnswer Answer, List<ITypeSymbol> Targets)? Answer(ITypeSymbol type, ITypeSymbol why)
    {
        if (type is not INamedTypeSymbol { Name: WellKnown.Next } next || !next.IsIn(WellKnown.Namespace)) return (BodyAnswer.State, [type]);
        var arguments = next.TypeArguments;
        if (arguments.Length < 2 || !Is(arguments[arguments.Length - 1], why)) return null;
        return (arguments.Length == 2 ? BodyAnswer.StateOrRejection : BodyAnswer.BranchOrRejection, [.. arguments.Take(arguments.Length - 1)]);
    }

    private static bool Is(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
