using CsCheck;
using Replication.Oracle.Tests.Run;
using Replication.Oracle.Tests.Tables;

namespace Replication.Oracle.Tests;

/// <summary>Whether the oracle would notice: the same tables from generators that are broken on purpose.</summary>
public sealed class BrokenGeneratorTests
{
    private const int TablesOfBreak = 6;
    private const int RowsOfTable = 12;

    [Fact]
    public void Every_break_is_noticed()
    {
        // Always the same tables: whether a break can be seen in one is no matter of chance.
        TableSpec[] tables = [.. Enumerable.Range(1, TablesOfBreak).Select(seed => Small(new PCG(1, (ulong)seed)))];
        var breaks = Breaks.All;
        var applied = new int[breaks.Count];
        using var batch = Batch.CompileBroken([.. breaks.SelectMany(_ => tables)], (index, generated) =>
        {
            var broken = breaks[index / TablesOfBreak].Break(generated);
            if (broken != generated) applied[index / TablesOfBreak]++;
            return broken;
        });

        var steps = Step.Walks.Generate(new PCG(1, 1), null, out _);
        for (var number = 0; number < breaks.Count; number++)
        {
            var noticed = Enumerable.Range(0, TablesOfBreak)
                .Select(table => Shrinker.Fails(tables[table], batch, (number * TablesOfBreak) + table, steps)?.Message)
                .OfType<string>()
                .ToList();
            Assert.True(applied[number] > 0, $"Not applied, generated code is written another way now: {breaks[number].Name}");
            Assert.True(noticed.Count > 0, $"Not noticed: {breaks[number].Name}");
            TestContext.Current.TestOutputHelper?.WriteLine($"{breaks[number].Name}: {noticed[0].Split('\n')[0]}");
        }
    }

    private static TableSpec Small(PCG dice)
    {
        var table = TableGen.Tables.Generate(dice, null, out _);
        return table with { Rows = [.. table.Rows.Take(RowsOfTable)] };
    }
}
