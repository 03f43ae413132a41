using Microsoft.Extensions.Logging;
using static Replication.Recovery.Tests.SinkEvents;

namespace Replication.Recovery.Tests;

public sealed class LoggingSinkTests
{
    public static TheoryData<RecoveryEventKind> Kinds => [.. AllKinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_an_event_ID_that_is_its_number_and_the_fields_of_its_event(RecoveryEventKind kind)
    {
        var logger = new RecordingLogger();
        new LoggingSink(logger).Write(Event(7, kind, session: 3, EventDetail.Error(RecoveryCode.TransportLost)));
        var entry = Assert.Single(logger.Entries);
        Assert.Equal((int)kind, entry.Id.Id);
        Assert.Equal(kind.Text(), entry.Id.Name);
        Assert.Equal("v1", entry.Fields["Volume"]);
        Assert.Equal("r1", entry.Fields["Replica"]);
        Assert.Equal(3UL, entry.Fields["Session"]);
        Assert.Equal(7UL, entry.Fields["Sequence"]);
        Assert.Equal("error:transport_lost", entry.Fields["Detail"]?.ToString());
        Assert.EndsWith(": volume v1, replica r1, session 3, event 7. error:transport_lost", entry.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_failed_is_a_warning_and_an_escalation_an_error(RecoveryEventKind kind)
    {
        var logger = new RecordingLogger();
        new LoggingSink(logger).Write(Event(1, kind));
        var name = kind.Text();
        var level = Assert.Single(logger.Entries).Level;
        if (name.EndsWith("escalated", StringComparison.Ordinal)) Assert.Equal(LogLevel.Error, level);
        else if (name.EndsWith("_failed", StringComparison.Ordinal) || kind is RecoveryEventKind.CompletionRejected or RecoveryEventKind.Demoted)
            Assert.Equal(LogLevel.Warning, level);
        else Assert.True(level is LogLevel.Information or LogLevel.Debug, $"{name} is {level}");
    }

    [Fact]
    public void Numbers_of_kinds_are_a_contract_and_stay_what_they_are()
    {
        Assert.Equal(Enumerable.Range(1, AllKinds.Length).Select(i => (byte)i), AllKinds.Select(k => (byte)k));
        Assert.Equal(
            "sender_added sender_removed session_created session_superseded session_failed session_invalidated demoted connect_failed connected handshake_failed "
            + "handshake escalated completed catchup_begin_failed catchup_started catchup_progress_failed budget_escalated truncation_failed truncation_recorded "
            + "completion_rejected rebuild_connect_failed rebuild_connected rebuild_handshake_failed rebuild_source_failed rebuild_source_selected "
            + "rebuild_transfer_failed rebuild_tail_failed rebuild_failed rebuild_completed",
            string.Join(' ', AllKinds.Take(29).Select(k => k.Text())));
    }

    [Fact]
    public void Missing_events_are_a_warning()
    {
        var logger = new RecordingLogger();
        new LoggingSink(logger).Write(new RecoveryLogBatch(5, [Event(6, RecoveryEventKind.Connected)]));
        Assert.Equal([LogLevel.Warning, LogLevel.Debug], logger.Entries.Select(e => e.Level));
        Assert.Equal("events_missed", logger.Entries[0].Id.Name);
        Assert.Equal("5 events gave way before event 6 was read", logger.Entries[0].Text);
    }

    [Fact]
    public void A_level_that_is_off_costs_no_allocation()
    {
        var sink = new LoggingSink(new RecordingLogger { Least = LogLevel.None });
        var batch = Batch([.. AllKinds.Select((k, i) => Event((ulong)i + 1, k, 1, EventDetail.Error(RecoveryCode.TransportLost)))]);
        sink.Write(batch);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) sink.Write(batch);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class RecordingLogger : ILogger
    {
        public List<Entry> Entries { get; } = [];

        public LogLevel Least { get; init; } = LogLevel.Trace;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= Least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.True(IsEnabled(logLevel));
            Entries.Add(new Entry(
                logLevel, eventId, formatter(state, exception), ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(f => f.Key, f => f.Value)));
        }
    }

    private sealed record Entry(LogLevel Level, EventId Id, string Text, Dictionary<string, object?> Fields);
}
