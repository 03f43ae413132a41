using Microsoft.CodeAnalysis;

namespace Replication.Analyzers.Purity;

/// <summary>What the members of one machine do, each read when it is asked for: what one method comes to is known from that method.</summary>
/// <param name="machine">The class.</param>
/// <param name="model">The model of the file that the asking method is in.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class MachineFacts(INamedTypeSymbol machine, SemanticModel model, CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, MethodFacts> _known = new(SymbolEqualityComparer.Default);

    /// <summary>A method, and the members of the machine that it comes to, in the order in which it does.</summary>
    public List<ISymbol> Reached(IMethodSymbol method)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { method };
        var reached = new List<ISymbol> { method };
        for (var next = 0; next < reached.Count; next++) reached.AddRange(Of(reached[next]).Callees.Where(seen.Add));
        return reached;
    }

    /// <summary>What one member does by itself; nothing where it has no body in these sources.</summary>
    public MethodFacts Of(ISymbol member)
    {
        if (!_known.TryGetValue(member, out var facts)) _known.Add(member, facts = MethodFacts.Of(machine, Bodies(member)));
        return facts;
    }

    private IEnumerable<IOperation> Bodies(ISymbol member) => member.DeclaringSyntaxReferences.Select(part =>
    {
        var written = part.GetSyntax(cancellation);
        return (written.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(written.SyntaxTree)).GetOperation(written, cancellation);
    }).OfType<IOperation>();
}
