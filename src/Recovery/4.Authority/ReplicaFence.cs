namespace Replication.Recovery;

/// <summary>
/// The replica's fence: what a store that has promised (epoch, session) says to an authority. Pure; the store keeps the promise durable. A deposed primary that wakes
/// up can do nothing (fault P7).
/// </summary>
public static class ReplicaFence
{
    /// <summary>Checks an authority against what the store is and has promised.</summary>
    /// <param name="volume">The volume the store holds.</param>
    /// <param name="promisedEpoch">The highest epoch promised.</param>
    /// <param name="promisedSession">The highest session promised under it.</param>
    /// <param name="presented">The authority presented.</param>
    /// <returns>None, or <c>wrong_volume</c>, <c>stale_epoch</c>, <c>stale_session</c>.</returns>
    public static RecoveryError Check(VolumeId volume, Epoch promisedEpoch, SessionId promisedSession, Authority presented)
    {
        ArgumentNullException.ThrowIfNull(presented);
        return Check(volume, promisedEpoch, promisedSession, presented.Volume, presented.Epoch, presented.Session);
    }

    internal static bool Admits(VolumeId volume, Epoch promisedEpoch, SessionId promisedSession, VolumeId presented, Epoch epoch, SessionId session) =>
        presented == volume && (epoch > promisedEpoch || (epoch == promisedEpoch && session >= promisedSession));

    internal static RecoveryError Check(VolumeId volume, Epoch promisedEpoch, SessionId promisedSession, VolumeId presented, Epoch epoch, SessionId session) =>
        Admits(volume, promisedEpoch, promisedSession, presented, epoch, session) ? default
        : presented != volume ? new(RecoveryCode.WrongVolume, $"volume {presented}", $"volume {volume}", "the volume this store holds")
        : epoch < promisedEpoch ? new(RecoveryCode.StaleEpoch, $"epoch {epoch}", $"epoch {promisedEpoch} was promised", $"epoch {promisedEpoch} or later")
        : new(RecoveryCode.StaleSession, $"session {session}", $"session {promisedSession} was promised", $"session {promisedSession} or later");
}
