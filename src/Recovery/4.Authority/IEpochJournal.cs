namespace Replication.Recovery;

/// <summary>Makes epochs durable: remembers for every volume below which epoch nothing may begin again.</summary>
/// <remarks>Thread-safe: one journal serves all registries of a host. It is called inside no lock of a registry, so it may wait for a disk.</remarks>
public interface IEpochJournal
{
    /// <summary>The highest epoch that may have been accepted for a volume; none where there was none.</summary>
    /// <param name="volume">The volume.</param>
    Epoch EpochHighWater(VolumeId volume);

    /// <summary>Returns when the new high-water of a volume is durable. One below the present one changes nothing.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="epoch">The epoch that is accepted from now on.</param>
    /// <returns>None; or why it is not known to be durable.</returns>
    RecoveryError RaiseEpoch(VolumeId volume, Epoch epoch);
}
