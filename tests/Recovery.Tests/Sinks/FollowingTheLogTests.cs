using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using static Replication.Recovery.Tests.RecoveryWorld;
using static Replication.Recovery.Tests.SinkEvents;

namespace Replication.Recovery.Tests;

/// <summary>The code of <c>docs/following-the-log.md</c>, and what the README has of it, is code of this file, and its table of event IDs is what the logger gets.</summary>
public sealed class FollowingTheLogTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    private static string Page => Read("docs", "following-the-log.md");

    private static string SectionOfReadme => Read("README.md").Split("\n## ").Single(part => part.StartsWith("Following the log", StringComparison.Ordinal));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_code_on_the_page_and_in_the_README_is_compiled_here()
    {
        var blocks = (Page + SectionOfReadme).Split("```csharp\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]).ToArray();
        Assert.Equal(4, blocks.Length);
        var here = Unindented(File.ReadAllText(This()));
        Assert.All(blocks, block => Assert.Contains(Unindented(block), here, StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_on_the_page_has_the_ID_and_level_of_every_event()
    {
        var logger = new LevelLogger();
        foreach (var kind in AllKinds) new LoggingSink(logger).Write(Event(1, kind));
        new LoggingSink(logger).Write(new RecoveryLogBatch(1, [Event(1, RecoveryEventKind.Connected)]));
        Assert.Equal(
            logger.Rows.Distinct(), Page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2])));
    }

    [Fact]
    public async Task The_code_on_the_page_does_what_it_says()
    {
        var error = await Host(_folder.Path, new FakeTimeProvider(), Volume, NullLogger.Instance, null);
        Assert.True(error.IsNone, error.ToString());
        using var journal = _folder.Open();
        Assert.True(journal.HighWater > 0);
        using var report = new StringWriter { NewLine = "\n" };
        Assert.Equal(new Epoch(1), Ask(journal, Volume, report));
        Assert.Equal("v1/r1: session 1 got as far as session_created\n", report.ToString());

        var counter = new CompletionCounter();
        await using var world = new RecoveryWorld();
        await world.InSync();
        var follower = LogFollower.Start(world.Orchestrator.Log, counter);
        await follower.DisposeAsync();
        Assert.Equal((1, 0UL), (counter.Completed, counter.Missed));
    }

    private static async Task<RecoveryError> Host(string path, TimeProvider time, VolumeId volume, ILogger logger, IMeterFactory? meters)
    {
        if (!RecoveryJournal.Open(path).TryGet(out var journal, out var error)) return error;
        using var closedLast = journal;

        var registry = new SenderRegistry(volume, new SessionIdSource(journal), new RecoveryLog(time), journal);
        using var metrics = new MetricsSink(meters);
        using var traces = new TracingSink();
        await using var toJournal = LogFollower.Start(registry.Log, journal);
        await using var toLogger = LogFollower.Start(registry.Log, new LoggingSink(logger));
        await using var toMetrics = LogFollower.Start(registry.Log, metrics);
        await using var toTraces = LogFollower.Start(registry.Log, traces);
        return registry.Apply(Intent(1, 1, [R1], (R1, SessionKind.CatchUp))).Error;
    }

    private static Epoch Ask(RecoveryJournal journal, VolumeId volume, TextWriter report)
    {
        foreach (var (unfinishedVolume, replica, session, last) in journal.Unfinished)
            report.WriteLine($"{unfinishedVolume}/{replica}: session {session} got as far as {last.Text()}");
        var fence = journal.EpochHighWater(volume);   // nothing older begins
        return fence;
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Path.GetDirectoryName(This())!, "..", "..", "..", .. path]));

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    private static string This([CallerFilePath] string file = "") => file;

    private sealed class LevelLogger : ILogger
    {
        public List<string> Rows { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Rows.Add($"| {eventId.Id} | `{eventId.Name}` | {logLevel} |");
    }
}

internal sealed class CompletionCounter : IRecoveryLogSink
{
    public int Completed { get; private set; }

    public ulong Missed { get; private set; }

    public ValueTask WriteAsync(RecoveryLogBatch batch, CancellationToken cancellationToken)
    {
        Missed += batch.Missed;
        Completed += batch.Events.Count(e => e.Kind is RecoveryEventKind.Completed or RecoveryEventKind.RebuildCompleted);
        return ValueTask.CompletedTask;
    }
}
