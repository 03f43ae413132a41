using Microsoft.CodeAnalysis;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Names the methods that read as hooks of a state and are called by no transition.</summary>
internal static class HookCheck
{
    public static void Run(MachineReading reading, Table table, Action<Diagnostic> report)
    {
        foreach (var name in new[] { WellKnown.Entered, WellKnown.Exited })
        {
            foreach (var method in reading.Machine.GetMembers(name).OfType<IMethodSymbol>())
            {
                if (Why(method, table, reading.Machine) is { } why) report(Diagnostic.Create(TableRules.IdleHook, method.Locations[0], name, why));
            }
        }
    }

    // Null for what is called, and for what does not speak of a state and is an ordinary method of that name.
    private static string? Why(IMethodSymbol method, Table table, INamedTypeSymbol machine)
    {
        if (method.Parameters.Length != 1) return null;
        var type = method.Parameters[0].Type;
        if (type.TypeKind == TypeKind.Error) return null;
        if (!HookReader.IsHook(method))
        {
            return type.TypeKind == TypeKind.TypeParameter || table.StateOf(type) >= 0
                ? $"it is not shaped as a hook. Legal: void {method.Name}(in {type.Name()} state), not static."
                : null;
        }

        if (table.States.Exists(state => HookReader.Serves(method, state))) return null;
        return type.TypeKind == TypeKind.TypeParameter || type.ContainingType.Same(machine)
            ? $"no state of the table is a '{type.Name()}'. States: {Text.List(table.States)}."
            : null;
    }
}
