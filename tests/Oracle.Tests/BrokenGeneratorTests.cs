using CsCheck;
using Replication.Oracle.Tests.Run;
using Replication.Oracle.Tests.Tables;

namespace Replication.Oracle.Tests;

/// <summary>Whether the oracle would notice: the same tables from generators that are broken on purpose.</summary>
public sealed class BrokenGeneratorTests
{
    private const int Candidates = 12;
    private const int TablesOfBreak = 3;
    private const int RowsOfTable = 12;

    [Fact]
    public void Every_break_is_noticed()
    {
        // Always the same tables: whether a break can be seen in one is no matter of chance. Compiled are those alone that it changes anything in.
        TableSpec[] tables = [.. Enumerable.Range(1, Candidates).Select(seed => Small(new PCG(1, (ulong)seed)))];
        var generated = Batch.Generate(tables);
        (string Name, Func<string, string> Break, TableSpec Table)[] broken =
        [
            .. Breaks.All.SelectMany(
                each => tables.Where((_, index) => each.Break(generated[index]) != generated[index]).Take(TablesOfBreak),
                (each, table) => (each.Name, each.Break, table)),
        ];
        using var batch = Batch.CompileBroken([.. broken.Select(each => each.Table)], (index, text) => broken[index].Break(text));

        var steps = Step.Walks.Generate(new PCG(1, 1), null, out _);
        var noticed = broken
            .Select((each, index) => (each.Name, Shrinker.Fails(each.Table, batch, index, steps)?.Message))
            .ToLookup(each => each.Name, each => each.Message);
        Assert.All(Breaks.All, each =>
        {
            Assert.True(noticed[each.Name].Any(), $"Not applied, generated code is written another way now: {each.Name}");
            Assert.True(noticed[each.Name].Any(message => message is not null), $"Not noticed: {each.Name}");
            TestContext.Current.TestOutputHelper?.WriteLine($"{each.Name}: {noticed[each.Name].OfType<string>().First().Split('\n')[0]}");
        });
    }

    private static TableSpec Small(PCG dice)
    {
        var table = TableGen.Tables.Generate(dice, null, out _);
        return table with { Rows = [.. table.Rows.Take(RowsOfTable)] };
    }
}
