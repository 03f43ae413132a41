using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Sessions;

/// <summary>Which part of an expression is the time of day.</summary>
internal static class TimeOfDay
{
    /// <summary>The outermost part that is a date and a time; <see langword="null"/> where none is.</summary>
    public static IOperation? In(IOperation value)
    {
        if (IsDateAndTime(value.Type)) return value;
        return value switch
        {
            IAnonymousFunctionOperation or INameOfOperation or ITypeOfOperation => null,
            ILocalReferenceOperation { Local: var local } => SingleValue.Of(local, value) is { } held && In(held) is not null ? value : null,
            _ => value.ChildOperations.Where(IsPartOfTheValue).Select(In).FirstOrDefault(part => part is not null),
        };
    }

    // What only decides between two values is in neither of them. What is handed to a call that asks for a moment is reported there.
    private static bool IsPartOfTheValue(IOperation part) => part.Type?.SpecialType != SpecialType.System_Boolean
        && !(part is IArgumentOperation { Parameter: { } parameter } && parameter.IsMarked(SessionContract.MonotonicTime))
        && !(part.Parent is ISwitchExpressionOperation chosen && chosen.Value == part)
        && part is not IPatternOperation;

    private static bool IsDateAndTime(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_DateTime } => true,
        { Name: "DateTimeOffset", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => true,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsDateAndTime(nullable.TypeArguments[0]),
        _ => false,
    };
}
