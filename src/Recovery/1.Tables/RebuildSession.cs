namespace Replication.Recovery;

/// <summary>
/// The lifecycle of a session that replaces a replica's content by a base and, where the base is an older snapshot, the log after it. The states after
/// the handshake are the rebuild phases of the protocol.
/// </summary>
[StateMachine<RecoveryCode>(Fence.Owner, Initial = typeof(Init), Context = typeof(SessionContext))]
[On<Init, BeginConnect, Connecting>]
[On<Connecting, RecordHandshake, Handshake>]
[On<Handshake, SelectSource, SourceSelect>]
[On<SourceSelect, BeginTransfer, Transfer>]
[On<Transfer, RecordBase, Transfer>]
[On<Transfer, VerifyBase, Transfer>]
[On<Transfer, BeginTail, TailReplay>]   // only after a snapshot
[On<Transfer, Complete, Completed>]     // only after a full base
[On<TailReplay, RecordTail, TailReplay>]
[On<TailReplay, Complete, Completed>]
[On<ILive, Invalidate, Aborted>]
[Terminal<Completed>]
[Terminal<Aborted>]
public sealed partial class RebuildSession
{
    /// <summary>The states in which the session can still be ended.</summary>
    public interface ILive;

    /// <summary>Attached; nobody has spoken to the replica.</summary>
    public readonly record struct Init : ILive;

    /// <summary>The replica is being asked for its facts.</summary>
    public readonly record struct Connecting : ILive;

    /// <summary>The replica answered; where its content will come from is open.</summary>
    /// <param name="Start">Where the recorded range starts.</param>
    /// <param name="Target">Where it ends; never below the start.</param>
    public readonly record struct Handshake(Lsn Start, Lsn Target) : ILive;

    /// <summary>The source is chosen.</summary>
    /// <param name="Range">The recorded range.</param>
    /// <param name="Source">The source, with the target it must reach.</param>
    public readonly record struct SourceSelect(Handshake Range, RebuildSource Source) : ILive;

    /// <summary>The base is being copied.</summary>
    /// <param name="Range">The recorded range.</param>
    /// <param name="Source">The source, with the target it must reach.</param>
    /// <param name="Base">The LSN the base has reached; 0 until something has arrived.</param>
    /// <param name="Verified">Whether what arrived, possibly an empty base, was compared with its source.</param>
    public readonly record struct Transfer(Handshake Range, RebuildSource Source, Lsn Base, bool Verified) : ILive;

    /// <summary>The log after the snapshot is being replayed.</summary>
    /// <param name="Range">The recorded range.</param>
    /// <param name="Source">The source, with the target it must reach.</param>
    /// <param name="Tail">The LSN of the log that is durable on the replica; 0 until the first progress.</param>
    public readonly record struct TailReplay(Handshake Range, RebuildSource Source, Lsn Tail) : ILive;

    /// <summary>The replica has the content it was to have.</summary>
    /// <param name="Achieved">The LSN it reached.</param>
    public readonly record struct Completed(Lsn Achieved);

    /// <summary>The session ended before its target.</summary>
    /// <param name="Reason">What ended it.</param>
    public readonly record struct Aborted(EndReason Reason);

    /// <summary>The connection to the replica is being opened.</summary>
    public readonly record struct BeginConnect;

    /// <summary>The replica answered.</summary>
    /// <param name="Start">Where the range starts.</param>
    /// <param name="Target">Where it ends.</param>
    public readonly record struct RecordHandshake(Lsn Start, Lsn Target);

    /// <summary>Where the content comes from was decided.</summary>
    /// <param name="Source">The source.</param>
    public readonly record struct SelectSource(RebuildSource Source);

    /// <summary>Copying begins.</summary>
    public readonly record struct BeginTransfer;

    /// <summary>The base has arrived up to an LSN.</summary>
    /// <param name="To">The LSN achieved.</param>
    public readonly record struct RecordBase(Lsn To);

    /// <summary>What arrived was compared with its source.</summary>
    /// <param name="At">The LSN of the verified base; 0 for an empty one.</param>
    public readonly record struct VerifyBase(Lsn At);

    /// <summary>Replay of the log after the snapshot begins.</summary>
    public readonly record struct BeginTail;

    /// <summary>Entries were replayed and are durable.</summary>
    /// <param name="To">The LSN achieved.</param>
    public readonly record struct RecordTail(Lsn To);

    /// <summary>The work is done.</summary>
    public readonly record struct Complete;

    /// <summary>The session ends here.</summary>
    /// <param name="Reason">What ends it.</param>
    public readonly record struct Invalidate(EndReason Reason);

    static Next<Handshake, RecoveryCode> On(in Connecting s, in RecordHandshake t) =>
        t.Target < t.Start
            ? RecoveryCode.InvalidRange.Because(t.Target, t.Start)
            : new Handshake(t.Start, t.Target);

    static SourceSelect On(in Handshake s, in SelectSource t) => new(s, t.Source);

    static Transfer On(in SourceSelect s, in BeginTransfer t) => new(s.Range, s.Source, Lsn.Zero, Verified: false);

    static Next<Transfer, RecoveryCode> On(in Transfer s, in RecordBase t) =>
        t.To <= s.Base
            ? RecoveryCode.RebuildProgressRegression.Because(t.To, s.Base)
            : s with { Base = t.To };

    static Next<Transfer, RecoveryCode> On(in Transfer s, in VerifyBase t) =>
        t.At < s.Base
            ? RecoveryCode.RebuildProgressRegression.Because(t.At, s.Base)
            : s with { Base = t.At, Verified = true };

    static Next<TailReplay, RecoveryCode> On(in Transfer s, in BeginTail t) =>
        s.Source.Kind != RebuildSourceKind.SnapshotTail ? RecoveryCode.TailReplayNotApplicable.Because("the source is a full base")
        : s.Base < s.Source.Snapshot ? RecoveryCode.BaseTransferIncomplete.Because(s.Base, s.Source.Snapshot)
        : new TailReplay(s.Range, s.Source, Lsn.Zero);

    static Next<TailReplay, RecoveryCode> On(in TailReplay s, in RecordTail t) =>
        t.To <= s.Tail
            ? RecoveryCode.RebuildProgressRegression.Because(t.To, s.Tail)
            : s with { Tail = t.To };

    // With target 0 every LSN is enough, so the LSN alone would let a rebuild pass that moved nothing (fault F11).
    static Next<Completed, RecoveryCode> On(in Transfer s, in Complete t) =>
        s.Source.Kind != RebuildSourceKind.FullBase ? RecoveryCode.RebuildNotReady.Because("the log after the snapshot was not replayed")
        : s.Base < s.Source.Target ? RecoveryCode.RebuildNotReady.Because(s.Base, s.Source.Target)
        : s.Base == Lsn.Zero && !s.Verified ? RecoveryCode.RebuildNotReady.Because("no base was transferred and verified")
        : new Completed(s.Base);

    static Next<Completed, RecoveryCode> On(in TailReplay s, in Complete t) =>
        s.Tail < s.Source.Target
            ? RecoveryCode.RebuildNotReady.Because(s.Tail, s.Source.Target)
            : new Completed(s.Tail);

    static Aborted On<TState>(in TState s, in Invalidate t)
        where TState : struct, ILive => new(t.Reason);

    /// <summary>What is constant for the session.</summary>
    internal ref readonly SessionContext Context => ref _context;

    /// <summary>The session's ID.</summary>
    public SessionId Session => _context.Session;
}
