using Microsoft.CodeAnalysis;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Joins cells and bodies as the generator does, and names what stays alone on either side.</summary>
internal static class BodyCheck
{
    public static void Run(MachineReading reading, Declaration declaration, BodyReader bodies, GuardReader guards, Action<Diagnostic> report)
    {
        var table = declaration.Table;
        var used = new HashSet<Body>();
        var told = new HashSet<object>();
        foreach (var cell in table.Cells)
        {
            var (state, trigger) = (table.States[cell.State], table.Triggers[cell.Trigger]);
            var body = bodies.Find(state, trigger);
            if (body is not null) used.Add(body);
            switch (CellReader.Judge(table, cell, body, guards))
            {
                // A method that was meant to be the body is spoken of where it stands. A group's row is told once.
                case CellFault.NoBody when !bodies.Unread.Any(unread => IsMeantFor(unread.Method, table, state, trigger)) && told.Add(cell.Rows[0]):
                    report(NoBody(declaration, cell));
                    break;
                case CellFault.OtherTargets when body is not null && told.Add(body) && !IsUnknown(body.Method):
                    report(Diagnostic.Create(
                        TableRules.OtherTargets,
                        body.Method.Locations[0],
                        state.Name(),
                        trigger.Name(),
                        Text.List(body.Targets),
                        Text.List(CellReader.Made(table, cell).Select(target => table.States[target])),
                        Answer(declaration, cell)));
                    break;
                default:
                    break;
            }
        }

        foreach (var parameter in bodies.Bodies.SelectMany(body => body.Method.Parameters).Where(parameter => parameter.Name == "from"))
        {
            report(Diagnostic.Create(TableRules.NamedFrom, parameter.Locations[0]));
        }

        // Where a row was left out, its body has nothing to serve, and that is not the body's fault.
        if (!reading.IsWhole) return;
        foreach (var body in bodies.Bodies.Where(body => !used.Contains(body))) Idle(body.Method, Why(body, table, bodies), table, reading, report);
        foreach (var (method, flaw) in bodies.Unread) Idle(method, Why(flaw, declaration), table, reading, report);
    }

    /// <summary>The cells that need a body and have none, those included that a method was meant for which is no body.</summary>
    public static IEnumerable<TableCell> WithoutBody(MachineReading reading, Declaration declaration)
    {
        var (table, context) = (declaration.Table, declaration.Context);
        var bodies = new BodyReader(reading.Machine, declaration.Why, context);
        var guards = new GuardReader(reading.Machine, context);
        return table.Cells.Where(cell =>
            CellReader.Judge(table, cell, bodies.Find(table.States[cell.State], table.Triggers[cell.Trigger]), guards) == CellFault.NoBody);
    }

    private static Diagnostic NoBody(Declaration declaration, TableCell cell)
    {
        var table = declaration.Table;
        var row = cell.Rows[0];
        var made = CellReader.Made(table, cell);
        var because = made.Count > 1
            ? $"its rows branch to {Text.List(made.Select(target => table.States[target]))}"
            : $"its next state '{table.States[made[0]].Name()}' has data";
        var legal = row.IsGroup
            ? $"static {Answer(declaration, cell)} On<TState>(in TState s, in {row.Trigger.Name()} t) where TState : struct, {row.Source.Name()}"
            : $"static {Answer(declaration, cell)} On(in {row.Source.Name()} s, in {row.Trigger.Name()} t)";
        return Diagnostic.Create(TableRules.NoBody, row.Place.Location(), row.Source.Name(), row.Trigger.Name(), because, legal);
    }

    // The return type that a body of the cell can have.
    private static string Answer(Declaration declaration, TableCell cell)
    {
        var targets = CellReader.Made(declaration.Table, cell).Select(target => declaration.Table.States[target].Name()).ToList();
        var next = $"Next<{string.Join(", ", targets)}, {declaration.Why.Name()}>";
        return targets.Count == 1 ? $"{next} or {targets[0]}" : next;
    }

    private static void Idle(IMethodSymbol method, string why, Table table, MachineReading reading, Action<Diagnostic> report)
    {
        if (!LooksLikeBody(method, table, reading) || IsUnknown(method)) return;
        report(Diagnostic.Create(
            TableRules.IdleBody, method.Locations[0], method.Source(), method.Parameters[1].Type.Name(), why));
    }

    // "On" is an ordinary name: only what speaks of a state and a trigger of this machine is taken for a body.
    private static bool LooksLikeBody(IMethodSymbol method, Table table, MachineReading reading)
    {
        if (method.Parameters.Length < 2) return false;
        var (state, trigger) = (method.Parameters[0].Type, method.Parameters[1].Type);
        var fromState = state.TypeKind == TypeKind.TypeParameter || table.StateOf(state) >= 0;
        return table.Triggers.Exists(known => known.Same(trigger))
            ? method.IsStatic || fromState
            : method.IsStatic && fromState && trigger.IsValueType && trigger.ContainingType.Same(reading.Machine);
    }

    private static bool IsMeantFor(IMethodSymbol method, Table table, ITypeSymbol state, ITypeSymbol trigger) =>
        method.Parameters.Length >= 2
        && method.Parameters[1].Type.Same(trigger)
        && (method.Parameters[0].Type is ITypeParameterSymbol group
            ? group.ConstraintTypes.All(constraint => Table.Implements(state, constraint))
            : table.StateOf(method.Parameters[0].Type) < 0 ? Table.Implements(state, method.Parameters[0].Type) : method.Parameters[0].Type.Same(state));

    private static bool IsUnknown(IMethodSymbol method) =>
        method.ReturnType.TypeKind == TypeKind.Error || method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error);

    private static string Why(Body body, Table table, BodyReader bodies)
    {
        if (!table.Triggers.Exists(trigger => trigger.Same(body.Trigger)))
        {
            return $"no row names the trigger '{body.Trigger.Name()}'. Triggers of the table: {Text.List(table.Triggers)}.";
        }

        if (body.State is { } interfaced && interfaced.TypeKind == TypeKind.Interface)
        {
            return $"it takes the interface '{interfaced.Name()}', which would box the state. "
                + $"Legal: On<TState>(in TState s, …) where TState : struct, {interfaced.Name()}.";
        }

        var cells = table.Cells.Where(cell => table.Triggers[cell.Trigger].Same(body.Trigger)).ToList();
        var served = cells.Where(cell => body.State is not { } state || table.States[cell.State].Same(state)).ToList();
        if (body.State is not null && served.Count > 0)
        {
            return $"another body serves this cell, with {bodies.Find(body.State, body.Trigger)?.Method.Parameters.Length} parameters. One is enough.";
        }

        return body.State is not null
            ? $"the table has no row for this cell. '{body.Trigger.Name()}' has rows from {Text.List(cells.Select(cell => table.States[cell.State]))}."
            : "no cell of this trigger is left to it: each has a body of its own or lies outside of its constraints.";
    }

    private static string Why(BodyFlaw flaw, Declaration declaration) => flaw switch
    {
        BodyFlaw.Instance => "it is an instance method. A body sees only what it is given: declare it static.",
        BodyFlaw.ReturnsReference => "it returns by reference. A body returns a value.",
        BodyFlaw.Count => "it has more than three parameters. Legal: the state, the trigger and, where there is one, the context.",
        BodyFlaw.Modifier => "a parameter is passed by ref, out or ref readonly. Legal: in, or by value.",
        BodyFlaw.Context when declaration.Context is null => "it has a third parameter, and the machine declares no Context.",
        BodyFlaw.Context => $"its third parameter is not the machine's context, which is '{declaration.Context?.Name()}'.",
        BodyFlaw.Reasons => $"it refuses with other reasons than the machine's, which are '{declaration.Why.Name()}'.",
        _ => "its type parameters do not stand for the state. Legal: none, or one that is the type of the first parameter.",
    };
}
