using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Switches;

/// <summary>A switch over a closed union.</summary>
/// <param name="Value">What is switched over.</param>
/// <param name="Union">Its type.</param>
/// <param name="Arms">The ways into the switch.</param>
internal sealed record UnionSwitch(IOperation Value, Union Union, IReadOnlyList<Arm> Arms)
{
    public static UnionSwitch? Of(IOperation? operation) => operation switch
    {
        ISwitchOperation statement when Union.Of(statement.Value.Type) is { } union => new(statement.Value, union, Arm.Of(statement).ToList()),
        ISwitchExpressionOperation expression when Union.Of(expression.Value.Type) is { } union => new(expression.Value, union, Arm.Of(expression).ToList()),
        _ => null,
    };

    /// <summary>The cases that nothing is done about.</summary>
    /// <remarks>
    /// A catch-all that only throws is no answer: it would also hide the branch that a row adds. A switch that asks for no case, but for a name, say, is
    /// another kind of switch, and its catch-all may be what it likes.
    /// </remarks>
    public IReadOnlyList<IPropertySymbol> Missing() =>
        !Arms.Any(Mentions) && Arms.Any(IsCatchAll) ? [] : [.. Union.Cases.Where(one => !Covers(one) && !IsShared(one))];

    /// <summary>Whether each case has its arm.</summary>
    public bool IsCovered() => Union.Cases.All(Covers);

    /// <summary>Whether an arm takes <see langword="null"/>.</summary>
    public bool TakesNull() => Arms.Any(arm => arm.IsOpen && (arm.Pattern is null || new Matching(Union, Union.Cases[0]).OfNull(arm.Pattern) == true));

    /// <summary>Whether an arm takes whatever is left, and names no case.</summary>
    public bool IsCatchAll(Arm arm) => arm.IsOpen && !Mentions(arm) && Union.Cases.All(one => Matches(arm, one) == true);

    private bool Covers(IPropertySymbol one) => Arms.Any(arm => arm.IsOpen && (!arm.OnlyThrows || Mentions(arm)) && Matches(arm, one) == true);

    // Arms that look into the same case may share it out between them, as those for true and false do. The compiler could tell, and it is not asked.
    private bool IsShared(IPropertySymbol one) => Arms.Count(arm => arm.IsOpen && Matches(arm, one) is null) > 1;

    private bool? Matches(Arm arm, IPropertySymbol one) => arm.Pattern is null ? true : new Matching(Union, one).Of(arm.Pattern);

    private bool Mentions(Arm arm) => arm.Pattern is { } pattern && pattern.DescendantsAndSelf().OfType<IPropertySubpatternOperation>().Any(part =>
        part.Member is IPropertyReferenceOperation { Property: var property } && Union.Cases.Any(property.Same));
}
