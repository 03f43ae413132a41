namespace Replication.Recovery;

/// <summary>Reads from an event whether it ended the session it is about, and why, in words few enough to be the dimension of a metric.</summary>
internal static class SessionEnding
{
    /// <summary>The session reached its target.</summary>
    public const string Completed = "completed";

    /// <summary>That the session is over is known, but not from an event of its own: events are missing, or nobody logged its end.</summary>
    public const string Unobserved = "unobserved";

    private const string NeedsRebuild = "needs_rebuild";
    private const string Other = "other";
    private const string FailurePrefix = "error:";

    /// <summary>Whether the event is the beginning of its session.</summary>
    public static bool IsBeginning(RecoveryEventKind kind) => kind is RecoveryEventKind.SessionCreated or RecoveryEventKind.SessionSuperseded;

    /// <summary>Why the event's session is over with it; <see langword="null"/> when it goes on. Asked of sessions that are not known to be over.</summary>
    public static string? CauseOf(in RecoveryEvent e) => e.Kind switch
    {
        RecoveryEventKind.Completed or RecoveryEventKind.RebuildCompleted => Completed,
        RecoveryEventKind.Escalated => NeedsRebuild,
        RecoveryEventKind.BudgetEscalated => "budget_" + e.Detail,
        RecoveryEventKind.SessionInvalidated => WithoutNumbers(e.Detail.ToString()),
        RecoveryEventKind.HandshakeFailed or RecoveryEventKind.RebuildHandshakeFailed or RecoveryEventKind.RebuildSourceFailed
            or RecoveryEventKind.RebuildTransferFailed or RecoveryEventKind.RebuildTailFailed or RecoveryEventKind.RebuildFailed =>
            TryReadCode(e.Detail, out var code) ? CauseOf(code) : Other,
        RecoveryEventKind.ConnectFailed or RecoveryEventKind.RebuildConnectFailed or RecoveryEventKind.CatchUpBeginFailed
            or RecoveryEventKind.CatchUpProgressFailed or RecoveryEventKind.TruncationFailed or RecoveryEventKind.CompletionRejected =>
            TryReadCode(e.Detail, out var code) && !IsRefusal(code) ? CauseOf(code) : null,
        _ => null,
    };

    // The engine logs these when a step was refused and the session goes on: another worker moved it, or what was asked does not apply.
    private static bool IsRefusal(RecoveryCode code) => code is
        RecoveryCode.WrongPhase or RecoveryCode.RebuildSession or RecoveryCode.NotRebuildSession or RecoveryCode.BeyondFrozenTarget
        or RecoveryCode.TruncationNotRequired or RecoveryCode.TruncationMismatch or RecoveryCode.CompletionRejected;

    // Who presents a session that was begun and hears that it is not the live one has learned that it is over, not why.
    private static string CauseOf(RecoveryCode code) => code is
        RecoveryCode.SenderStopped or RecoveryCode.NoActiveSession or RecoveryCode.SessionMismatch or RecoveryCode.SessionInactive
        ? Unobserved
        : code.Text();

    private static bool TryReadCode(EventDetail detail, out RecoveryCode code)
    {
        code = default;
        return detail.ToString() is var text && text.StartsWith(FailurePrefix, StringComparison.Ordinal) && RecoveryCodes.TryParse(text[FailurePrefix.Length..], out code);
    }

    private static string WithoutNumbers(string reason) => reason switch
    {
        "endpoint_changed" or "superseded" or "sender_removed" or "sender_stopped" or "assignment_intent" => reason,
        _ when reason.StartsWith("epoch_advanced_", StringComparison.Ordinal) => "epoch_advanced",
        _ when reason.StartsWith("epoch_bump", StringComparison.Ordinal) => "epoch_bump",
        _ when RecoveryCodes.TryParse(reason, out _) => reason,
        _ => Other,
    };
}
