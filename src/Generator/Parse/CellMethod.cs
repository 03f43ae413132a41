using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>What bodies and guards have in common: static, and handed the state, the trigger and, where they ask for it, the context.</summary>
internal static class CellMethod
{
    /// <summary>What keeps a method from being called for a cell, its answer aside.</summary>
    public static BodyFlaw Judge(IMethodSymbol method, ITypeSymbol? context) => method switch
    {
        { IsStatic: false } => BodyFlaw.Instance,
        { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => BodyFlaw.ReturnsReference,
        { Parameters.Length: < 2 or > 3 } => BodyFlaw.Count,
        _ when method.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In)) => BodyFlaw.Modifier,
        { Parameters.Length: 3 } when context is null || !Is(method.Parameters[2].Type, context) => BodyFlaw.Context,
        { TypeParameters.Length: 0 } => BodyFlaw.None,
        { TypeParameters.Length: 1 } when Is(method.Parameters[0].Type, method.TypeParameters[0]) => BodyFlaw.None,
        _ => BodyFlaw.TypeParameters,
    };

    /// <summary>Whether a method can be handed a state: it is written for it, or for a group that it belongs to.</summary>
    public static bool Serves(IMethodSymbol method, ITypeSymbol state) => method.IsGenericMethod
        ? method.TypeParameters[0] is { HasReferenceTypeConstraint: false } group
            && (!group.HasUnmanagedTypeConstraint || state.IsUnmanagedType)
            && group.ConstraintTypes.All(constraint => Table.Implements(state, constraint))
        : Is(method.Parameters[0].Type, state);

    private static bool Is(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
