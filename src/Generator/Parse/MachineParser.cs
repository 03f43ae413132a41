using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Makes the model of a machine from its symbols. Nothing after this sees a symbol.</summary>
internal static class MachineParser
{
    private const string Trigger = "Trigger";

    /// <summary>The model, or <see langword="null"/> where nothing sound can be generated.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="attribute">Its <c>[StateMachine]</c>.</param>
    /// <param name="node">The declaration that says it.</param>
    /// <param name="compilation">The program.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static MachineModel? Parse(
        INamedTypeSymbol machine, AttributeData attribute, SyntaxNode node, Compilation compilation, CancellationToken cancellation)
    {
        var declaration = DeclarationReader.Read(machine, attribute, node, cancellation).Declaration;
        if (declaration is not var (why, fence, constant, session, version, isReusable, table, surface)) return null;
        var containers = Placement.Containers(machine);
        var states = StateReader.Read(machine, table);
        var triggers = TriggerReader.Read(table);
        var cells = CellReader.Read(table, new BodyReader(machine, why, constant), new GuardReader(machine, constant), states, triggers);
        cancellation.ThrowIfCancellationRequested();
        return new MachineModel(
            machine.ContainingNamespace.Qualified(),
            new EquatableArray<string>(containers.Select(Placement.Header)),
            Placement.Header(machine),
            Placement.TypeParameters(OpenType.Parameters(machine)),
            new EquatableArray<string>(Placement.Constraints(OpenType.Parameters(machine))),
            machine.Name,
            SymbolText.TypeIdentifier(machine.Name),
            machine.Qualified(),
            Placement.Hint(machine, containers),
            Placement.Transitions(machine, containers),
            Members(machine, table),
            surface,
            Platform.TakesRefStructs(compilation, node),
            fence,
            why.Qualified(),
            constant?.Qualified(),
            SessionReader.ToModel(session),
            MigrationReader.ToModel(machine, version),
            isReusable,
            AttributeReader.ReadAll(machine, WellKnown.MustComplete).Any(),
            table.Initial,
            states,
            triggers,
            GroupReader.Read(machine, table),
            new EquatableArray<RowModel>(Rows(table, cells)),
            new EquatableArray<CellModel>(cells),
            new EquatableArray<CellNumbers>(table.Illegal.Select(cell => new CellNumbers(cell.State, cell.Trigger))));
    }

    private static MemberNames Members(INamedTypeSymbol machine, Table table)
    {
        // The members of the author's half; the generated half is not there yet.
        var names = new NamePool([.. machine.GetMembers().Select(member => member.Name).Append(machine.Name).Distinct()]);

        // A nested type hides what stands further out under its name, and the author's half may mean that.
        if (IsMeantElsewhere(machine, table, Trigger)) names.Take(Trigger);
        return new MemberNames(
            names.Take("Definition", "MachineDefinition"),
            names.Take("Start", "StartMachine"),
            names.Take("Restart", "RestartMachine"),
            names.Take("Now", "MachineNow"),
            names.Take("Current", "CurrentState"),
            names.Take(Trigger, "BareTrigger"),
            names.Take("Save", "SaveMachine"),
            names.Take("Record", "RecordTrigger"),
            names.Take("DotGraph", "MachineDotGraph"),
            names.Take("MermaidGraph", "MachineMermaidGraph"));
    }

    private static bool IsMeantElsewhere(INamedTypeSymbol machine, Table table, string name)
    {
        if (table.States.Concat(table.Triggers).Any(type => type.Name == name)) return true;
        for (var outer = machine.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (outer.Name == name || !outer.GetTypeMembers(name).IsEmpty) return true;
        }

        for (var space = machine.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            if (!space.GetTypeMembers(name).IsEmpty) return true;
        }

        return false;
    }

    private static IEnumerable<RowModel> Rows(Table table, List<CellModel> sound) =>
        from cell in table.Cells
        where sound.Exists(c => c.State == cell.State && c.Trigger == cell.Trigger)
        from row in cell.Rows.Select(row => (Next: table.StateOf(row.Next), row.When)).Distinct()
        select new RowModel(cell.State, cell.Trigger, row.Next, row.When);
}
