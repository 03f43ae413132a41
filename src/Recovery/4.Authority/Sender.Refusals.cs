namespace Replication.Recovery;

/// <content>What a table refuses, in the caller's terms: the LSN he presented, what stands, and which would have been legal.</content>
public sealed partial class Sender
{
    internal static RecoveryError WrongPhase(StateMachine session, string presented, string state, RecoveryCode code = RecoveryCode.WrongPhase)
    {
        var index = session.Table.States.ToList().IndexOf(state);
        return new(code, presented, $"the session is in {state}", string.Join(", ", session.Table.LegalIn(index)));
    }

    private RecoveryError Refused(in OwnerStep step, in Rejection<RecoveryCode> why, SessionId session)
    {
        if (why.Kind != RejectionKind.Refused) return Overtaken(step, session);
        var (presented, stands) = (why.Presented.ToString(), why.Stands.ToString());
        return why.Code switch
        {
            RecoveryCode.ProgressRegression or RecoveryCode.RebuildProgressRegression =>
                new(why.Code, $"LSN {presented}", $"LSN {stands} was reached", $"an LSN above {stands}"),
            RecoveryCode.BeyondFrozenTarget => new(why.Code, $"LSN {presented}", $"the frozen target {stands}", $"an LSN up to {stands}"),
            RecoveryCode.TruncationMismatch => new(why.Code, $"a truncation to LSN {presented}", $"LSN {stands} is required", $"a truncation to exactly {stands}"),
            RecoveryCode.TruncationNotRequired => new(why.Code, "a truncation", stands, "progress, or completion"),
            RecoveryCode.TailReplayNotApplicable => new(why.Code, "the log after a base", stands, "completion, once the base is there"),
            RecoveryCode.InvalidRange => new(why.Code, $"target {presented}", $"start {stands}", "a target that is not below the start"),
            RecoveryCode.BaseTransferIncomplete => new(why.Code, "the log after the snapshot", $"the base is at LSN {presented} of {stands}", $"the base up to {stands} first"),
            RecoveryCode.CompletionRejected or RecoveryCode.RebuildNotReady when !why.Presented.IsNone =>
                new(why.Code, $"a completion at LSN {presented}", $"the target {stands}", $"progress up to {stands} first"),
            RecoveryCode.CompletionRejected or RecoveryCode.RebuildNotReady => new(why.Code, "a completion", stands, "what is missing, then the completion"),
            _ => new(why.Code, why.Trigger, stands, $"{string.Join(", ", why.Legal.Except([why.Trigger]))} in {why.State}"),
        };
    }

    // A typed state that no longer holds was overtaken by somebody with authority: the caller hears what stands now. Whose it was he says himself: the machine may be
    // another session's by now.
    private RecoveryError Overtaken(in OwnerStep step, SessionId session) => AuthorityError(step, session) is { IsNone: false } error
        ? error
        : new(
            RecoveryCode.WrongPhase, "a state of the session that is used up", $"session {Live} has moved on", "the state its last transition returned");
}
