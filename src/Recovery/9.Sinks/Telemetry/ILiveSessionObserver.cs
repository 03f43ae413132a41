namespace Replication.Recovery;

/// <summary>Hears what becomes of sessions.</summary>
/// <typeparam name="T">What is kept for a session while it is live.</typeparam>
internal interface ILiveSessionObserver<T>
{
    /// <summary>A session began.</summary>
    T Begin(in RecoveryEvent e);

    /// <summary>Something happened to a live session that did not begin it.</summary>
    void Observe(ref T session, in RecoveryEvent e);

    /// <summary>A session is over.</summary>
    void End(in T session, DateTimeOffset at, string cause);
}
