using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tables;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Neighbors;

/// <summary>What another machine says of its types: read from its attributes alone, so that it may also be a machine of another assembly.</summary>
internal static class Neighbor
{
    /// <summary>The innermost machine that a type is nested in, or <see langword="null"/>.</summary>
    public static INamedTypeSymbol? Around(ITypeSymbol type)
    {
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (MachineReading.AttributeOf(outer) is not null) return outer.OriginalDefinition;
        }

        return null;
    }

    /// <summary>The machine that a type is nested in and a state of, or <see langword="null"/>.</summary>
    public static INamedTypeSymbol? Owner(ITypeSymbol state) => Around(state) is { } machine && HasState(machine, state) ? machine : null;

    /// <summary>A type nested in the one machine that rows of the other name, or <see langword="null"/>.</summary>
    public static ITypeSymbol? Named(INamedTypeSymbol nestedIn, INamedTypeSymbol rowsOf) =>
        Rows(rowsOf).SelectMany(types => types).FirstOrDefault(type => Around(type).Same(nestedIn));

    private static bool HasState(INamedTypeSymbol machine, ITypeSymbol type) =>
        Rows(machine).Any(types => types.Count == 3 && (Is(types[0], type, machine) || Is(types[2], type, machine)))
        || MachineReading.AttributeOf(machine)!.NamedArguments.Any(argument =>
            argument.Key == "Initial" && argument.Value.Value is ITypeSymbol initial && Is(initial, type, machine));

    // A generic machine names its states with its own type parameters, or open; another machine with arguments.
    private static bool Is(ITypeSymbol named, ITypeSymbol type, INamedTypeSymbol machine) =>
        named.Same(type) || (machine.IsGenericType && named.OriginalDefinition.Same(type.OriginalDefinition));

    private static IEnumerable<IReadOnlyList<ITypeSymbol>> Rows(INamedTypeSymbol machine) => AttributeReader.TypesOf(machine, WellKnown.On);
}
