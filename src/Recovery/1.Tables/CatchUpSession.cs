namespace Replication.Recovery;

/// <summary>
/// The lifecycle of a session that brings a replica back by replaying the log (kinds bootstrap, catchup, reassign). The states are the session phases of
/// the protocol; what a phase knows lives in its state and nowhere else.
/// </summary>
[StateMachine<RecoveryCode>(Fence.Owner, Initial = typeof(Init), Context = typeof(SessionContext), Reusable = true)]
[On<Init, BeginConnect, Connecting>]
[On<Connecting, Classify, Handshake>]          // the facts decide: the log can be continued,
[On<Connecting, Classify, Invalidated>]        // or what the replica needs is no longer retained
[On<Connecting, RecordHandshake, Handshake>]   // the raw form: the caller says start and target
[On<Handshake, RecordTruncation, Handshake>]
[On<Handshake, BeginCatchUp, CatchUp>]         // freezes the target: later growth of the log is not chased
[On<Handshake, Complete, Completed>]           // a zero gap: nothing to replay
[On<CatchUp, RecordTruncation, CatchUp>]
[On<CatchUp, RecordProgress, CatchUp>]
[On<CatchUp, CheckBudget, CatchUp>]
[On<CatchUp, CheckBudget, Invalidated>]
[On<CatchUp, Complete, Completed>]
[On<ILive, Invalidate, Invalidated>]
[Terminal<Completed>]
[Terminal<Invalidated>]
public sealed partial class CatchUpSession
{
    private const string TruncationMissing = "the replica was not truncated as the handshake requires";
    private const string NothingToTruncate = "the handshake requires no truncation";

    /// <summary>The states in which the session can still be ended.</summary>
    public interface ILive;

    /// <summary>Attached; nobody has spoken to the replica.</summary>
    public readonly record struct Init : ILive;

    /// <summary>The replica is being asked for its facts.</summary>
    public readonly record struct Connecting : ILive;

    /// <summary>The range is decided: entries in (start, target] are missing.</summary>
    /// <param name="Start">Where replay starts, exclusive.</param>
    /// <param name="Target">Where it ends, inclusive; never below the start.</param>
    /// <param name="TruncateTo">What the replica must be truncated to before the session can complete; <see langword="null"/> = no truncation is required.</param>
    /// <param name="Truncated">Whether it was.</param>
    public readonly record struct Handshake(Lsn Start, Lsn Target, Lsn? TruncateTo, bool Truncated) : ILive;

    /// <summary>Entries are being replayed up to a frozen target.</summary>
    /// <param name="Start">Where replay started, exclusive.</param>
    /// <param name="Target">The frozen target, inclusive.</param>
    /// <param name="Recovered">What was really replayed and is durable; between start and target.</param>
    /// <param name="TruncateTo">What the replica must be truncated to; <see langword="null"/> = no truncation is required.</param>
    /// <param name="Truncated">Whether it was.</param>
    /// <param name="Began">When the catch-up began.</param>
    /// <param name="LastProgress">When it last progressed; never before it began, never moved back.</param>
    public readonly record struct CatchUp(
        Lsn Start, Lsn Target, Lsn Recovered, Lsn? TruncateTo, bool Truncated, Tick Began, Tick LastProgress) : ILive;

    /// <summary>The replica reached the target.</summary>
    /// <param name="Achieved">The LSN it reached.</param>
    public readonly record struct Completed(Lsn Achieved);

    /// <summary>The session ended before its target.</summary>
    /// <param name="Reason">What ended it.</param>
    public readonly record struct Invalidated(EndReason Reason);

    /// <summary>The connection to the replica is being opened.</summary>
    public readonly record struct BeginConnect;

    /// <summary>Facts and history were classified.</summary>
    /// <param name="Decision">Outcome and proof, from the one classifier.</param>
    public readonly record struct Classify(RecoveryDecision Decision);

    /// <summary>A range that was decided elsewhere.</summary>
    /// <param name="Start">Where replay starts, exclusive.</param>
    /// <param name="Target">Where it ends, inclusive.</param>
    public readonly record struct RecordHandshake(Lsn Start, Lsn Target);

    /// <summary>Replay begins.</summary>
    /// <param name="Now">The tick the budget's clock starts at.</param>
    public readonly record struct BeginCatchUp(Tick Now);

    /// <summary>Entries were replayed and are durable.</summary>
    /// <param name="To">The LSN achieved.</param>
    /// <param name="Now">When.</param>
    public readonly record struct RecordProgress(Lsn To, Tick Now);

    /// <summary>The replica was truncated.</summary>
    /// <param name="To">The LSN achieved.</param>
    public readonly record struct RecordTruncation(Lsn To);

    /// <summary>Time has passed.</summary>
    /// <param name="Now">The tick to check the budget at.</param>
    public readonly record struct CheckBudget(Tick Now);

    /// <summary>The work is done.</summary>
    public readonly record struct Complete;

    /// <summary>The session ends here.</summary>
    /// <param name="Reason">What ends it.</param>
    public readonly record struct Invalidate(EndReason Reason);

    static Next<Handshake, Invalidated, RecoveryCode> On(in Connecting s, in Classify t) =>
        t.Decision.Outcome == RecoveryOutcome.NeedsRebuild
            ? new Invalidated(new EndReason(EndCause.GapExceedsRetention))
            : new Handshake(t.Decision.Start, t.Decision.Target, t.Decision.TruncateTo, Truncated: false);

    static Next<Handshake, RecoveryCode> On(in Connecting s, in RecordHandshake t) =>
        t.Target < t.Start
            ? RecoveryCode.InvalidRange.Because(t.Target, t.Start)
            : new Handshake(t.Start, t.Target, TruncateTo: null, Truncated: false);

    static Next<Handshake, RecoveryCode> On(in Handshake s, in RecordTruncation t) =>
        s.TruncateTo is not { } required ? RecoveryCode.TruncationNotRequired.Because(NothingToTruncate)
        : t.To != required ? RecoveryCode.TruncationMismatch.Because(t.To, required)
        : s with { Truncated = true };

    static CatchUp On(in Handshake s, in BeginCatchUp t) => new(s.Start, s.Target, s.Start, s.TruncateTo, s.Truncated, t.Now, t.Now);

    static Next<Completed, RecoveryCode> On(in Handshake s, in Complete t) =>
        s is { TruncateTo: not null, Truncated: false } ? RecoveryCode.CompletionRejected.Because(TruncationMissing)
        : s.Start != s.Target ? RecoveryCode.CompletionRejected.Because(s.Start, s.Target)
        : new Completed(s.Target);

    static Next<CatchUp, RecoveryCode> On(in CatchUp s, in RecordTruncation t) =>
        s.TruncateTo is not { } required ? RecoveryCode.TruncationNotRequired.Because(NothingToTruncate)
        : t.To != required ? RecoveryCode.TruncationMismatch.Because(t.To, required)
        : s with { Truncated = true };

    static Next<CatchUp, RecoveryCode> On(in CatchUp s, in RecordProgress t) =>
        t.To <= s.Recovered ? RecoveryCode.ProgressRegression.Because(t.To, s.Recovered)
        : t.To > s.Target ? RecoveryCode.BeyondFrozenTarget.Because(t.To, s.Target)
        : s with { Recovered = t.To, LastProgress = Tick.Max(t.Now, s.LastProgress) };

    static Next<CatchUp, Invalidated, RecoveryCode> On(in CatchUp s, in CheckBudget t, in SessionContext session) =>
        Violation(s, t.Now, session) is var violation && violation != BudgetViolation.None
            ? new Invalidated(EndReason.BudgetExceeded(violation))
            : s;

    static Next<Completed, RecoveryCode> On(in CatchUp s, in Complete t) =>
        s is { TruncateTo: not null, Truncated: false } ? RecoveryCode.CompletionRejected.Because(TruncationMissing)
        : s.Recovered < s.Target ? RecoveryCode.CompletionRejected.Because(s.Recovered, s.Target)
        : new Completed(s.Recovered);

    static Invalidated On<TState>(in TState s, in Invalidate t)
        where TState : struct, ILive => new(t.Reason);

    /// <summary>What the table would say to a progress report: bodies are pure, so that work can be checked before a byte moves.</summary>
    /// <param name="s">The state.</param>
    /// <param name="to">The LSN that would be reported.</param>
    internal static Next<CatchUp, RecoveryCode> Preview(in CatchUp s, Lsn to) => On(s, new RecordProgress(to, s.LastProgress));

    /// <summary>The dimension of the budget that is exceeded at a tick.</summary>
    /// <param name="s">The state.</param>
    /// <param name="now">The tick.</param>
    /// <param name="session">The session's budget.</param>
    internal static BudgetViolation Violation(in CatchUp s, Tick now, in SessionContext session) =>
        session.Budget.Check(s.Began, s.LastProgress, s.Recovered.DistanceFrom(s.Start), now);

    /// <summary>What the table would say to completion.</summary>
    /// <param name="s">The state.</param>
    internal static bool CanComplete(in CatchUp s) => On(s, new Complete()).Accepted;

    /// <summary>What is constant for the session.</summary>
    internal ref readonly SessionContext Context => ref _context;

    /// <summary>The session's ID.</summary>
    public SessionId Session => _context.Session;
}
