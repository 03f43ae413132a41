using Replication.Oracle.Tests.Tables;

namespace Replication.Oracle.Tests.Run;

/// <summary>Makes a table and a walk that differ as small as it can: the walk by its steps, the table by its rows.</summary>
internal static class Shrinker
{
    // Every round compiles: with more candidates it would take longer than a person waits.
    private const int MostCandidates = 12;

    public static (TableSpec Table, string Message, IReadOnlyList<string> Log) Shrink(TableSpec table, Step[] steps)
    {
        while (true)
        {
            Walk failed;
            using (var batch = Batch.Compile([table]))
            {
                (failed, _) = Fails(table, batch, 0, steps) ?? throw new InvalidOperationException("It does not differ a second time.");
                steps = Shorten(table, batch, [.. failed.Taken]);
                (failed, var message) = Fails(table, batch, 0, steps)!.Value;
                if (Fewer(table, steps, failed) is not { } fewer) return (table, message, failed.Log);
                table = fewer;
            }
        }
    }

    /// <summary>The walk and how it differs, or <see langword="null"/>.</summary>
    public static (Walk Walk, string Message)? Fails(TableSpec table, Batch batch, int index, Step[] steps)
    {
        var walk = new Walk(table, batch.Driver(index), new Tally());
        try
        {
            walk.Take(steps);
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return (walk, fault is Difference ? fault.Message : fault.ToString());
        }
    }

    private static Step[] Shorten(TableSpec table, Batch batch, Step[] steps)
    {
        for (var size = Math.Max(steps.Length / 2, 1); size > 0; size /= 2)
        {
            for (var start = steps.Length - size; start >= 0; start -= size)
            {
                Step[] shorter = [.. steps.Take(start), .. steps.Skip(start + size)];
                if (Fails(table, batch, 0, shorter) is not null) steps = shorter;
                start = Math.Min(start, steps.Length);
            }
        }

        return steps;
    }

    // First the rows that the walk never came to, then some rows at a time.
    private static TableSpec? Fewer(TableSpec table, Step[] steps, Walk failed)
    {
        var visited = failed.Visited;
        var size = Math.Max((table.Rows.Length + MostCandidates - 1) / MostCandidates, 1);
        TableSpec[] candidates =
        [
            .. Enumerable.Range(0, MostCandidates).Select(chunk => table.With((_, index) => index / size != chunk))
                .Prepend(table.With((row, _) => visited.Any(cell => cell.Trigger == row.Trigger && (row.IsGroup || cell.State == row.Source))))
                .OfType<TableSpec>(),
        ];
        if (candidates.Length == 0) return null;
        using var batch = Batch.Compile(candidates);
        return candidates.Where((candidate, index) => Fails(candidate, batch, index, steps) is not null).FirstOrDefault();
    }
}
