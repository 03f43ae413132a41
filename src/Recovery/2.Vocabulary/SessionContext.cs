namespace Replication.Recovery;

/// <summary>What is constant for one session.</summary>
/// <param name="Session">Its ID.</param>
/// <param name="Epoch">The epoch it belongs to.</param>
/// <param name="Kind">Why it was asked for.</param>
/// <param name="Budget">What it may cost.</param>
public readonly record struct SessionContext(SessionId Session, Epoch Epoch, SessionKind Kind, RecoveryBudget Budget);
