using Microsoft.CodeAnalysis;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Checks the table as a graph: every state can be reached, leads to an end where there is one, and a terminal state is one.</summary>
/// <remarks>It walks the rows as declared: a missing body is a fault of its own and makes no state unreachable.</remarks>
internal static class GraphCheck
{
    public static void Run(MachineReading reading, Table table, Action<Diagnostic> report)
    {
        var terminal = StateReader.Terminal(reading.Machine);
        var resting = StateReader.Resting(reading.Machine);
        var closed = Enumerable.Range(0, table.States.Count).Where(state => terminal.Contains(table.States[state])).ToList();
        var ends = Enumerable.Range(0, table.States.Count).Where(state => closed.Contains(state) || resting.Contains(table.States[state])).ToList();
        var edges = table.Cells.SelectMany(cell => cell.Targets.Select(target => (From: cell.State, To: target))).ToList();
        var reached = Closure([table.Initial], edges);
        var ending = Closure(ends, edges.ConvertAll(edge => (edge.To, edge.From)));
        for (var state = 0; state < table.States.Count; state++)
        {
            if (!reached.Contains(state))
            {
                report(Diagnostic.Create(
                    TableRules.Unreachable,
                    Place(reading, table.States[state]),
                    table.States[state].Name(),
                    table.States[table.Initial].Name(),
                    Names(table, reached.Except(closed))));
            }
            else if (ends.Count > 0 && !ending.Contains(state))
            {
                report(Diagnostic.Create(
                    TableRules.DeadEnd, Place(reading, table.States[state]), table.States[state].Name(), Names(table, ends), Names(table, ending)));
            }
        }

        Exits(table, closed, report);
    }

    // One report a row: a group's row may leave several terminal states.
    private static void Exits(Table table, List<int> closed, Action<Diagnostic> report)
    {
        var told = new HashSet<Row>();
        foreach (var cell in table.Cells.Where(cell => closed.Contains(cell.State)))
        {
            foreach (var row in cell.Rows.Where(told.Add))
            {
                report(Diagnostic.Create(TableRules.TerminalWithExit, row.Place.Location(), table.States[cell.State].Name(), row.Next.Name()));
            }
        }
    }

    private static string Names(Table table, IEnumerable<int> states) => Text.List(states.OrderBy(state => state).Select(state => table.States[state]));

    // The first row that names the state; the initial state may stand in no row.
    private static Location Place(MachineReading reading, ITypeSymbol state) =>
        (reading.Rows.Select(declared => declared.Row).OfType<Row>().FirstOrDefault(row => row.Source.Same(state) || row.Next.Same(state))?.Place
            ?? reading.Place).Location();

    private static HashSet<int> Closure(IEnumerable<int> start, List<(int From, int To)> edges)
    {
        var closed = new HashSet<int>(start);
        var open = new Queue<int>(closed);
        while (open.Count > 0)
        {
            var state = open.Dequeue();
            foreach (var edge in edges)
            {
                if (edge.From == state && closed.Add(edge.To)) open.Enqueue(edge.To);
            }
        }

        return closed;
    }
}
