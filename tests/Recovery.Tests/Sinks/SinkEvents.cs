using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>Events as tests of sinks make them: one second after the other.</summary>
internal static class SinkEvents
{
    public static DateTimeOffset Zero { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static RecoveryEventKind[] AllKinds { get; } = Enum.GetValues<RecoveryEventKind>();

    public static RecoveryEvent Event(
        ulong sequence, RecoveryEventKind kind, ulong session = 0, EventDetail detail = default, ReplicaId? replica = null, EndCause end = EndCause.None, VolumeId? volume = null) =>
        new(sequence, Zero.AddSeconds(sequence), volume ?? Volume, replica ?? R1, new SessionId(session), kind, detail, end);

    /// <summary>The event with which a session that reached its target is over.</summary>
    public static RecoveryEvent Completed(ulong sequence, ulong session, ReplicaId? replica = null, VolumeId? volume = null) =>
        Event(sequence, RecoveryEventKind.Completed, session, EventDetail.Of("in_sync"), replica, EndCause.Completed, volume);

    public static RecoveryLogBatch Batch(params RecoveryEvent[] events) => new(0, events);

    public static void Write(this IRecoveryLogSink sink, params RecoveryEvent[] events) => sink.Write(Batch(events));

    /// <summary>The sinks of this library complete before they return.</summary>
    public static void Write(this IRecoveryLogSink sink, RecoveryLogBatch batch)
    {
        Assert.True(sink.WriteAsync(batch, CancellationToken.None).AsTask().IsCompletedSuccessfully);
    }
}
