using Replication.Oracle.Tests.Tables;

namespace Replication.Oracle.Tests.Run;

/// <summary>Makes a table and a walk that differ as small as it can: first the walk, then the rows.</summary>
internal static class Shrinker
{
    public static (TableSpec Table, Step[] Walk, string Message, IReadOnlyList<string> Log) Shrink(TableSpec table, Step[] steps)
    {
        using (var batch = Batch.Compile([table])) steps = Shorten(table, batch, 0, steps);
        while (Fewer(table, steps) is { } fewer)
        {
            table = fewer;
            using var batch = Batch.Compile([table]);
            steps = Shorten(table, batch, 0, steps);
        }

        using var last = Batch.Compile([table]);
        var (message, log) = Fails(table, last, 0, steps)!.Value;
        return (table, steps, message, log);
    }

    /// <summary>How a walk differs, or <see langword="null"/>.</summary>
    public static (string Message, IReadOnlyList<string> Log)? Fails(TableSpec table, Batch batch, int index, Step[] steps)
    {
        var walk = new Walk(table, batch.Driver(index), new Tally());
        try
        {
            walk.Take(steps);
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return (fault is Difference ? fault.Message : fault.ToString(), walk.Log);
        }
    }

    private static Step[] Shorten(TableSpec table, Batch batch, int index, Step[] steps)
    {
        for (var size = Math.Max(steps.Length / 2, 1); size > 0; size /= 2)
        {
            for (var start = steps.Length - size; start >= 0; start -= size)
            {
                Step[] shorter = [.. steps.Take(start), .. steps.Skip(start + size)];
                if (Fails(table, batch, index, shorter) is not null) steps = shorter;
                start = Math.Min(start, steps.Length);
            }
        }

        return steps;
    }

    // All tables with one row less, compiled at once.
    private static TableSpec? Fewer(TableSpec table, Step[] steps)
    {
        TableSpec[] candidates = [.. Enumerable.Range(0, table.Rows.Length).Select(table.Without).OfType<TableSpec>()];
        if (candidates.Length == 0) return null;
        using var batch = Batch.Compile(candidates);
        return candidates.Where((candidate, index) => Fails(candidate, batch, index, steps) is not null).FirstOrDefault();
    }
}
