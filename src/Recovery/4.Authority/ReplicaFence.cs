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
        if (presented.Volume != volume)
            return new(RecoveryCode.WrongVolume, $"volume {presented.Volume}", $"volume {volume}", "the volume this store holds");
        if (presented.Epoch < promisedEpoch)
            return new(RecoveryCode.StaleEpoch, $"epoch {presented.Epoch}", $"epoch {promisedEpoch} was promised", $"epoch {promisedEpoch} or later");
        if (presented.Epoch == promisedEpoch && presented.Session < promisedSession)
            return new(RecoveryCode.StaleSession, $"session {presented.Session}", $"session {promisedSession} was promised", $"session {promisedSession} or later");
        return default;
    }
}
