using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>Finds the hooks of states: <c>void Entered(in TState state)</c> and <c>void Exited(in TState state)</c>, instance methods of the machine.</summary>
internal static class HookReader
{
    /// <summary>Whether the machine wants to hear of a state.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="name">Of its entry or of its exit.</param>
    /// <param name="state">The state.</param>
    public static bool Has(INamedTypeSymbol machine, string name, ITypeSymbol state) =>
        machine.GetMembers(name).OfType<IMethodSymbol>().Any(method => IsHook(method) && Serves(method, state));

    /// <summary>Whether a method that is named as hooks are can be called as one.</summary>
    public static bool IsHook(IMethodSymbol method) =>
        method is { IsStatic: false, ReturnsVoid: true, Parameters.Length: 1 }
        && method.Parameters[0].RefKind is RefKind.None or RefKind.In
        && (method.TypeParameters.Length == 0
            || (method.TypeParameters.Length == 1 && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, method.TypeParameters[0])));

    /// <summary>Whether a hook can be handed a state.</summary>
    public static bool Serves(IMethodSymbol method, ITypeSymbol state) => CellMethod.Serves(method, state);
}
