using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Makes the model of a machine from its symbols. Nothing after this sees a symbol.</summary>
internal static class MachineParser
{
    /// <summary>The model, or <see langword="null"/> where nothing sound can be generated.</summary>
    public static MachineModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { IsStatic: false, IsAbstract: false, IsRecord: false } machine) return null;
        if (machine.IsGenericType) return null; // Also inside a generic type: an attribute cannot name a state that hangs on a type parameter.
        var containers = Placement.Containers(machine);
        var attribute = context.Attributes[0];
        if (attribute.AttributeClass?.TypeArguments.SingleOrDefault() is not { TypeKind: TypeKind.Enum } why) return null;
        if (Fence(attribute) is not { } fence) return null;
        var initial = TypeArgument(attribute, "Initial");
        if (initial is not null && !RowReader.IsValue(initial)) return null;
        var constant = TypeArgument(attribute, "Context");
        if (constant is IErrorTypeSymbol) return null;

        var table = new Table(RowReader.Read(machine, context.TargetNode, cancellation), initial as INamedTypeSymbol);

        // A table's indices are bytes.
        if (table.States.Count is 0 or > byte.MaxValue || table.Triggers.Count > byte.MaxValue) return null;

        List<ITypeSymbol> seen = [machine, why, .. table.States, .. table.Triggers, .. table.Triggers.SelectMany(TriggerReader.Signature)];
        if (constant is not null) seen.Add(constant);
        if (Surface.Of(seen) is not { } surface) return null;

        var states = StateReader.Read(machine, table);
        var triggers = TriggerReader.Read(table);
        var cells = CellReader.Read(table, new BodyReader(machine, why, constant), states, triggers);
        cancellation.ThrowIfCancellationRequested();
        return new MachineModel(
            machine.ContainingNamespace.Qualified(),
            new EquatableArray<string>(containers.Select(Placement.Header)),
            Placement.Header(machine),
            machine.Name,
            SymbolText.TypeIdentifier(machine.Name),
            machine.Qualified(),
            Placement.Hint(machine, containers),
            Placement.Transitions(machine, containers),
            Members(machine),
            surface,
            fence,
            why.Qualified(),
            constant?.Qualified(),
            table.Initial,
            states,
            triggers,
            new EquatableArray<RowModel>(Rows(table, cells)),
            new EquatableArray<CellModel>(cells));
    }

    private static MemberNames Members(INamedTypeSymbol machine)
    {
        // The members of the author's half; the generated half is not there yet.
        var names = new NamePool([.. machine.GetMembers().Select(member => member.Name).Append(machine.Name).Distinct()]);
        return new MemberNames(
            names.Take("Definition", "MachineDefinition"),
            names.Take("Start", "StartMachine"),
            names.Take("Now", "MachineNow"),
            names.Take("Current", "CurrentState"));
    }

    private static IEnumerable<RowModel> Rows(Table table, List<CellModel> sound) =>
        from cell in table.Cells
        where sound.Exists(c => c.State == cell.State && c.Trigger == cell.Trigger)
        from target in cell.Targets
        select new RowModel(cell.State, cell.Trigger, target);

    // A number that names no mode is nothing to guess from.
    private static FenceKind? Fence(AttributeData attribute) =>
        attribute.ConstructorArguments.SingleOrDefault().Value is int value && Enum.IsDefined(typeof(FenceKind), value) ? (FenceKind)value : null;

    private static ITypeSymbol? TypeArgument(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as ITypeSymbol;
}
