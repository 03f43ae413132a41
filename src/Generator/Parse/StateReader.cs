using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Reads the states of a table and finds names for what will be generated for them.</summary>
internal static class StateReader
{
    // What the generated unions declare themselves, inherit, or use of the machine around them.
    private static readonly string[] _reserved =
    [
        "State", "Match", "Current", "CurrentState", "StateNumber", "Definition", "MachineDefinition", "StateIndexOf",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
    ];

    public static EquatableArray<StateModel> Read(INamedTypeSymbol machine, Table table)
    {
        var terminal = Terminal(machine);
        var resting = Resting(machine);
        var names = new NamePool();

        var members = new NamePool(_reserved);
        var parameters = new NamePool("arg");
        var slots = new NamePool("_context", "_machine", "_stamp");
        return new EquatableArray<StateModel>(table.States.Select(type =>
        {
            var name = names.Take(type.Name, type.ContainingType?.Name + type.Name);
            return new StateModel(
                name,
                type.Qualified(),
                SymbolText.Identifier(members.Take(name, name + "State")),
                SymbolText.Identifier(parameters.Take(SymbolText.Camel(name))),
                HasData(type) ? slots.Take("_" + SymbolText.Camel(name)) : null,
                terminal.Contains(type),
                resting.Contains(type) || !table.Cells.Any(cell => cell.State == table.StateOf(type)),
                HookReader.Has(machine, WellKnown.Entered, type),
                HookReader.Has(machine, WellKnown.Exited, type));
        }));
    }

    /// <summary>Whether a value of the type can differ from another one.</summary>
    public static bool HasData(ITypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic);

    /// <summary>The types declared terminal, whether they are states of the table or not.</summary>
    public static HashSet<ITypeSymbol> Terminal(INamedTypeSymbol machine) => Declared(machine, WellKnown.Terminal);

    /// <summary>The types declared resting, whether they are states of the table or not.</summary>
    public static HashSet<ITypeSymbol> Resting(INamedTypeSymbol machine) => Declared(machine, WellKnown.Resting);

    private static HashSet<ITypeSymbol> Declared(INamedTypeSymbol machine, string attribute) =>
        new(AttributeReader.TypesOf(machine, attribute).SelectMany(types => types), SymbolEqualityComparer.Default);
}
