using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Replication.Analyzers.Usage;

/// <summary>A value that has to be seen through and was left behind.</summary>
/// <param name="Variable">The variable that held it.</param>
/// <param name="Handed">Where it was handed out.</param>
/// <param name="Left">Where it was left behind.</param>
/// <param name="IsCertain">Whether no way sees it through.</param>
internal sealed record Abandoned(ISymbol Variable, SyntaxNode Handed, SyntaxNode? Left, bool IsCertain);

/// <summary>Keeps what a method owes, until it is known on which ways it leaves without having paid.</summary>
/// <remarks>
/// What an exception leaves behind is not asked, because almost anything may throw; a <c>throw</c> that is written there is, unless something around it catches
/// or cleans up.
/// </remarks>
internal sealed class Duties
{
    // The last state that a branch was left with is that of the fixed point.
    private readonly Dictionary<ControlFlowBranch, (BasicBlock Block, Holdings State)> _left = [];
    private readonly HashSet<SyntaxNode> _settled = [];
    private readonly HashSet<SyntaxNode> _looped = [];
    private readonly Dictionary<SyntaxNode, (ISymbol Variable, SyntaxNode? At)> _lost = [];

    public void Settle(SyntaxNode? handed)
    {
        if (handed is not null) _settled.Add(handed);
    }

    /// <summary>A value is stored or passed on. Where that is in a loop, the way around the loop says nothing: mostly the loop is run through.</summary>
    public void Pass(SyntaxNode? handed, SyntaxNode at)
    {
        if (handed is not null && at.Ancestors().TakeWhile(outer => !outer.Contains(handed)).Any(outer => outer is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax)) _looped.Add(handed);
    }

    /// <summary>A variable that holds a value was given another one.</summary>
    public void Lose(ISymbol variable, SyntaxNode handed, SyntaxNode at) => _lost[handed] = (variable, at);

    public void Leave(BasicBlock block, ControlFlowBranch branch, Holdings state) => _left[branch] = (block, state);

    public IEnumerable<Abandoned> Abandoned()
    {
        foreach (var (branch, (block, state)) in _left.OrderBy(left => left.Value.Block.Ordinal).Select(left => (left.Key, left.Value)))
        {
            foreach (var (variable, fact) in state.Owing)
            {
                if (fact.IsOpen && !_lost.ContainsKey(fact.Owed!) && IsOver(block, branch, variable)) _lost.Add(fact.Owed!, (variable, End(block)));
            }
        }

        return _lost.Where(lost => !_looped.Contains(lost.Key)).OrderBy(lost => lost.Key.SpanStart).Select(lost => new Abandoned(lost.Value.Variable, lost.Key, lost.Value.At, !_settled.Contains(lost.Key)));
    }

    // Whether nobody can get at the variable any more where a branch leads.
    private static bool IsOver(BasicBlock block, ControlFlowBranch branch, ISymbol variable) => branch.Semantics switch
    {
        ControlFlowBranchSemantics.Throw => !IsTried(block),
        ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return =>
            branch.Destination?.Kind == BasicBlockKind.Exit || branch.LeavingRegions.Any(region => region.Locals.Contains(variable, SymbolEqualityComparer.Default)),
        _ => false,
    };

    private static bool IsTried(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try) return true;
        }

        return false;
    }

    private static SyntaxNode? End(BasicBlock block) => (block.BranchValue ?? block.Operations.LastOrDefault())?.Syntax;
}
