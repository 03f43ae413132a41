using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Names the structs of a machine that no row names and nothing else does: triggers that were forgotten.</summary>
/// <remarks>
/// It goes by names, and errs on the side of silence: a struct whose name stands anywhere in the machine, or elsewhere behind the machine's name or a
/// using of it, is some help of the author's.
/// </remarks>
internal static class UnusedCheck
{
    public static void Run(MachineReading reading, Table table, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        var rows = reading.Rows.Select(declared => declared.Row).OfType<Row>().ToList();
        foreach (var type in reading.Machine.GetTypeMembers())
        {
            if (!RowReader.IsValue(type) || type.Arity > 0 || type.Locations[0].SourceTree is null || IsGenerated(type)) continue;
            if (table.StateOf(type) >= 0 || table.TriggerOf(type) >= 0) continue;
            if (rows.Exists(row => row.Next.Same(type) || Arguments(row).Any(argument => argument.Same(type)))) continue;
            if (IsNamed(type, reading.Machine, compilation, cancellation)) continue;
            report(Diagnostic.Create(TableRules.UnusedTrigger, type.Locations[0], type.Name(), reading.Machine.Name()));
        }
    }

    // What the generator made is nobody's to use: to look for each union of each machine in the whole program takes longer than to compile it.
    private static bool IsGenerated(INamedTypeSymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "GeneratedCodeAttribute");

    // A row may name it within another type: On<Holding<Load>, …>.
    private static IEnumerable<ITypeSymbol> Arguments(Row row) =>
        row.Source.TypeArguments.Concat(row.Trigger.TypeArguments).Concat(row.Next.TypeArguments);

    private static bool IsNamed(INamedTypeSymbol type, INamedTypeSymbol machine, Compilation compilation, CancellationToken cancellation)
    {
        var own = new HashSet<SyntaxNode>(type.DeclaringSyntaxReferences.Select(place => place.GetSyntax(cancellation)));
        var around = new HashSet<SyntaxNode>(machine.DeclaringSyntaxReferences.Select(place => place.GetSyntax(cancellation)));

        // The files of the machine first: mostly it is named there, and the others need not be read.
        var files = new HashSet<SyntaxTree>(machine.DeclaringSyntaxReferences.Select(place => place.SyntaxTree));
        foreach (var tree in files.Concat(compilation.SyntaxTrees.Where(tree => !files.Contains(tree))))
        {
            var root = tree.GetRoot(cancellation);
            var isOpen = Opens(root, machine.Name);
            foreach (var token in root.DescendantTokens(node => !own.Contains(node)))
            {
                if (!token.IsKind(SyntaxKind.IdentifierToken) || token.ValueText != type.Name) continue;
                if (isOpen || IsBehind(token, machine.Name) || token.Parent!.AncestorsAndSelf().Any(around.Contains)) return true;
            }
        }

        return false;
    }

    // A using of the machine lets its types be named alone, in this file or everywhere.
    private static bool Opens(SyntaxNode root, string machine) => root.ChildNodes().OfType<UsingDirectiveSyntax>()
        .Any(directive => directive.DescendantTokens().Any(token => token.ValueText == machine));

    private static bool IsBehind(SyntaxToken token, string machine) => token.Parent?.Parent switch
    {
        QualifiedNameSyntax name => name.Right == token.Parent && name.Left.GetLastToken().ValueText == machine,
        MemberAccessExpressionSyntax access => access.Name == token.Parent && access.Expression.GetLastToken().ValueText == machine,
        _ => false,
    };
}
