using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Replication.Oracle.Tests.Drive;
using Replication.Oracle.Tests.Print;
using Replication.Oracle.Tests.Run;
using Replication.Oracle.Tests.Tables;

namespace Replication.Oracle.Tests;

/// <summary>
/// Random tables, random walks. REPLICATION_ORACLE_SECONDS=600 goes on for that long; REPLICATION_ORACLE_SEED is the seed that a failing run prints,
/// and repeats the table of that failure alone.
/// </summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    private const int TablesOfBatch = 16;
    private const int WalksOfTable = 8;

    [Fact]
    public void Both_doors_Stateless_and_the_interpreter_never_differ()
    {
        var tally = new Tally();
        if (Environment.GetEnvironmentVariable("REPLICATION_ORACLE_SEED") is { Length: > 0 } seed)
        {
            Run([ulong.Parse(seed, CultureInfo.InvariantCulture)], tally);
            output.WriteLine(tally.ToString());
            return;
        }

        var seconds = double.Parse(Environment.GetEnvironmentVariable("REPLICATION_ORACLE_SECONDS") ?? "0", CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        do
        {
            Run([.. Enumerable.Range(0, TablesOfBatch).Select(_ => (ulong)Random.Shared.NextInt64())], tally);
        }
        while (watch.Elapsed.TotalSeconds < seconds);

        output.WriteLine(tally.ToString());
        AnswerKind[] typed = [AnswerKind.Made, AnswerKind.Refused, AnswerKind.Guarded, AnswerKind.Fenced, AnswerKind.Thrown, AnswerKind.NoCall];
        AnswerKind[] dynamic = [AnswerKind.Made, AnswerKind.Refused, AnswerKind.Guarded, AnswerKind.Illegal, AnswerKind.Thrown, AnswerKind.NotMade];
        string[] doors = ["moved Made", "session Made", "session OtherSession"];
        Assert.Equal(typed.Select(kind => $"typed {kind}").Concat(dynamic.Select(kind => $"dynamic {kind}")).Concat(doors).Order(), tally.Seen.Order());
    }

    private static void Run(ulong[] seeds, Tally tally)
    {
        PCG[] dice = [.. seeds.Select(seed => new PCG(1, seed))];
        TableSpec[] tables = [.. dice.Select(pcg => TableGen.Tables.Generate(pcg, null, out _))];
        using var batch = Compile(seeds, tables);
        for (var table = 0; table < tables.Length; table++)
        {
            tally.Tables++;
            for (var walk = 0; walk < WalksOfTable; walk++)
            {
                tally.Walks++;
                var steps = Step.Walks.Generate(dice[table], null, out _);
                try
                {
                    new Walk(tables[table], batch.Driver(table), tally).Take(steps);
                }
                catch (Exception fault) when (fault is not OutOfMemoryException)
                {
                    Assert.Fail(Report(seeds[table], tables[table], steps, fault));
                }
            }
        }
    }

    private static Batch Compile(ulong[] seeds, TableSpec[] tables)
    {
        try
        {
            return Batch.Compile(tables);
        }
        catch (Difference fault)
        {
            var known = seeds.Select((seed, index) => $"Table{index}: REPLICATION_ORACLE_SEED={seed}");
            throw new Difference($"{fault.Message}\n\n{string.Join('\n', known)}");
        }
    }

    private static string Report(ulong seed, TableSpec table, Step[] steps, Exception fault)
    {
        // At once, and not only after the failure was made smaller: that takes a while.
        var found = $"REPLICATION_ORACLE_SEED={seed}\n{(fault is Difference ? fault.Message : fault)}\n";
        TestContext.Current.SendDiagnosticMessage(found);
        TestContext.Current.TestOutputHelper?.WriteLine(found);
        try
        {
            var (smaller, message, log) = Shrinker.Shrink(table, steps);
            return $"{found}\nThe smallest that differs:\n{message}\n\n{string.Join('\n', log)}\n\n{MachineText.Print(smaller)}";
        }
        catch (Exception lost) when (lost is not OutOfMemoryException)
        {
            return $"{found}\nNot made smaller: {lost}\n\n{MachineText.Print(table)}";
        }
    }
}
