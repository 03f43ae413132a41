namespace Replication.Recovery;

/// <summary>One event: exactly one for every transition, with its cause.</summary>
/// <param name="Sequence">Its number in the log, from 1, without holes.</param>
/// <param name="Time">When the step that made it was entered; for people, never for decisions.</param>
/// <param name="Volume">The volume it is about.</param>
/// <param name="Replica">The replica it is about.</param>
/// <param name="Session">The session it is about; <see cref="SessionId.None"/> where there is none.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">The cause, or the numbers that belong to it.</param>
/// <param name="End">What ended the session, where it is over with this event; each session that is over has exactly one such event. <see cref="EndCause.None"/> = it goes on.</param>
public readonly record struct RecoveryEvent(
    ulong Sequence, DateTimeOffset Time, VolumeId Volume, ReplicaId Replica, SessionId Session, RecoveryEventKind Kind, EventDetail Detail, EndCause End = EndCause.None)
{
    /// <summary>Whether it is the beginning of its session; each session has exactly one.</summary>
    public bool Begins => Kind is RecoveryEventKind.SessionCreated or RecoveryEventKind.SessionSuperseded;

    /// <summary>Whether its session is over with it; each session that is over has exactly one such event.</summary>
    public bool Ends => End != EndCause.None;

    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Sequence} {Replica} session {Session} {Kind.Text()} {Detail}".TrimEnd();
}
