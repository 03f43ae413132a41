namespace Replication.Recovery;

/// <summary>What a handshake decided, for whoever executes it: immutable, so that no executor derives policy a second time.</summary>
/// <param name="Authority">On whose behalf: replica, session, epoch and endpoint.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="Proof">Why.</param>
/// <param name="Start">Where replay starts, exclusive.</param>
/// <param name="Target">Where it ends, inclusive.</param>
/// <param name="TruncateTo">What the replica must be truncated to first.</param>
public sealed record RecoveryPlan(Authority Authority, RecoveryOutcome Outcome, RecoveryProof Proof, Lsn Start, Lsn Target, Lsn? TruncateTo);
