using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Replication.Analyzers.Switches;

/// <summary>One way into a switch: an arm of an expression, or a label of a statement.</summary>
/// <param name="Pattern">What it matches; <see langword="null"/> where that is everything.</param>
/// <param name="IsOpen">Whether no condition stands beside the pattern.</param>
/// <param name="OnlyThrows">Whether it does nothing but throw.</param>
internal readonly record struct Arm(IPatternOperation? Pattern, bool IsOpen, bool OnlyThrows)
{
    public static IEnumerable<Arm> Of(ISwitchExpressionOperation expression) => expression.Arms.Select(arm =>
        new Arm(arm.Pattern, Always(arm.Guard), IsThrow(arm.Value)));

    public static IEnumerable<Arm> Of(ISwitchOperation statement) => statement.Cases.SelectMany(Of);

    public static IEnumerable<Arm> Of(ISwitchCaseOperation section) => section.Clauses.SelectMany(label => Of(label, section));

    private static IEnumerable<Arm> Of(ICaseClauseOperation label, ISwitchCaseOperation section) => label switch
    {
        IPatternCaseClauseOperation matched => [new(matched.Pattern, Always(matched.Guard), IsThrow(section.Body))],
        IDefaultCaseClauseOperation => [new(null, true, IsThrow(section.Body))],

        // A constant: a union is none.
        _ => [],
    };

    private static bool Always(IOperation? guard) => guard is null || guard.ConstantValue is { HasValue: true, Value: true };

    private static bool IsThrow(ImmutableArray<IOperation> body) => body.Length == 1 && IsThrow(body[0]);

    private static bool IsThrow(IOperation operation) => operation switch
    {
        IThrowOperation => true,
        IConversionOperation { Operand: var inner } => IsThrow(inner),
        IExpressionStatementOperation { Operation: var inner } => IsThrow(inner),
        IBlockOperation block => IsThrow(block.Operations),
        _ => false,
    };
}
