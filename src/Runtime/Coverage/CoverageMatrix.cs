using System.Globalization;
using System.Text;

namespace Replication;

/// <summary>
/// Writes what a table says of each (state, trigger) cell as a Markdown table, to be checked in: a change of the machine then shows in review, cell by cell.
/// </summary>
public static class CoverageMatrix
{
    private const string Legend =
        "A cell names the next states and, after \"if\", the guard that has to hold. `illegal` is declared so; `?` is illegal because no row names it, and nothing "
        + "declares it; the cells of a terminal state are empty.";

    /// <summary>
    /// Writes a matrix: a line with counts, then a row for each state and a column for each trigger, in the order of the table. The same table gives the
    /// same text everywhere; lines end in LF.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <returns>A complete Markdown document.</returns>
    public static string Write(MachineTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var kinds = new Dictionary<CellKind, int>();
        List<string[]> lines = [["state", .. table.Triggers.Select(Escaped)]];
        for (var state = 0; state < table.States.Count; state++)
        {
            var line = new string[table.Triggers.Count + 1];
            line[0] = Escaped(table.States[state]) + Marks(table, state);
            for (var trigger = 0; trigger < table.Triggers.Count; trigger++)
            {
                var kind = KindOf(table, state, trigger);
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                line[trigger + 1] = TextOf(table, state, trigger, kind);
            }

            lines.Add(line);
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Escaped(table.Name)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{table.States.Count * table.Triggers.Count} cells of {table.States.Count} states and {table.Triggers.Count} triggers: ");
        text.Append(CultureInfo.InvariantCulture, $"{kinds.GetValueOrDefault(CellKind.Handled)} handled, ");
        text.Append(CultureInfo.InvariantCulture, $"{kinds.GetValueOrDefault(CellKind.Illegal)} declared illegal, ");
        text.Append(CultureInfo.InvariantCulture, $"{kinds.GetValueOrDefault(CellKind.Undeclared)} undeclared, ");
        text.Append(CultureInfo.InvariantCulture, $"{kinds.GetValueOrDefault(CellKind.Ended)} of terminal states.\n\n");
        Append(text, lines);
        return text.Append(CultureInfo.InvariantCulture, $"\n{Legend}\n").ToString();
    }

    private static CellKind KindOf(MachineTable table, int state, int trigger) =>
        table.Rows.Any(row => row.State == state && row.Trigger == trigger) ? CellKind.Handled
        : table.Illegal.Contains(new TableCell((byte)state, (byte)trigger)) ? CellKind.Illegal
        : table.Terminal.Contains((byte)state) ? CellKind.Ended
        : CellKind.Undeclared;

    private static string TextOf(MachineTable table, int state, int trigger, CellKind kind) => kind switch
    {
        CellKind.Handled => string.Join(", ", table.Rows.Where(row => row.State == state && row.Trigger == trigger).Distinct()
            .Select(row => Escaped(table.States[row.Next]) + (row.Guard is null ? "" : $" if {Escaped(row.Guard)}"))),
        CellKind.Illegal => "illegal",
        CellKind.Undeclared => "?",
        _ => "",
    };

    private static string Marks(MachineTable table, int state) =>
        (table.Initial == state ? " (initial)" : "") + (table.Terminal.Contains((byte)state) ? " (terminal)" : "");

    // The columns are aligned, so that the text can be read as it is and a difference stands out.
    private static void Append(StringBuilder text, List<string[]> lines)
    {
        int[] widths = [.. lines[0].Select((_, column) => lines.Max(line => Width(line[column])))];
        for (var i = 0; i < lines.Count; i++)
        {
            for (var column = 0; column < widths.Length; column++)
            {
                text.Append("| ").Append(lines[i][column]).Append(' ', widths[column] - Width(lines[i][column]) + 1);
            }

            text.Append("|\n");
            if (i > 0) continue;
            foreach (var width in widths) text.Append('|').Append('-', width + 2);
            text.Append("|\n");
        }
    }

    private static int Width(string text) => text.EnumerateRunes().Count();

    // Whatever could mean something to Markdown is written as an entity; an underscore within a name means nothing.
    private static string Escaped(string name)
    {
        var text = new StringBuilder();
        var runes = name.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            var isPlain = Rune.IsLetterOrDigit(runes[i]) || runes[i].Value is ' ' or '.' or ','
                || (runes[i].Value == '_' && i > 0 && i < runes.Length - 1);
            if (isPlain) text.Append(runes[i].ToString());
            else text.Append(CultureInfo.InvariantCulture, $"&#{runes[i].Value};");
        }

        return text.ToString();
    }

    private enum CellKind
    {
        Handled,
        Illegal,
        Undeclared,
        Ended,
    }
}
