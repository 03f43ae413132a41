using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Makes the model of a machine from its symbols. Nothing after this sees a symbol.</summary>
internal static class MachineParser
{
    /// <summary>The model, or <see langword="null"/> where nothing sound can be generated: then the compiler, or the analyzer, speaks at the declaration.</summary>
    public static MachineModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: false, IsAbstract: false, IsRecord: false } machine) return null;
        var containers = Placement.Containers(machine);
        if (machine.IsGenericType || containers.Any(container => container.IsGenericType)) return null;
        var attribute = context.Attributes[0];
        if (attribute.AttributeClass?.TypeArguments.SingleOrDefault() is not { TypeKind: TypeKind.Enum } why) return null;
        if (TypeArgument(attribute, "Initial") is { } declared && !RowReader.IsValue(declared)) return null;
        if (TypeArgument(attribute, "Context") is IErrorTypeSymbol) return null;

        var constant = TypeArgument(attribute, "Context");
        var table = new Table(RowReader.Read(machine, context.TargetNode, cancellation), TypeArgument(attribute, "Initial") as INamedTypeSymbol);

        // A table's indices are bytes.
        if (table.States.Count is 0 or > byte.MaxValue || table.Triggers.Count > byte.MaxValue) return null;

        ITypeSymbol[] seen = [machine, why, .. constant is null ? [] : new[] { constant }, .. table.States, .. table.Triggers, .. table.Triggers.SelectMany(TriggerReader.Signature)];
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
            surface,
            why.Qualified(),
            constant?.Qualified(),
            table.Initial,
            states,
            triggers,
            new EquatableArray<RowModel>(Rows(table, cells)),
            new EquatableArray<CellModel>(cells));
    }

    private static IEnumerable<RowModel> Rows(Table table, List<CellModel> sound) =>
        from cell in table.Cells
        where sound.Exists(c => c.State == cell.State && c.Trigger == cell.Trigger)
        from target in cell.Targets
        select new RowModel(cell.State, cell.Trigger, target);

    private static ITypeSymbol? TypeArgument(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as ITypeSymbol;
}
