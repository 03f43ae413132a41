namespace Replication.Benchmarks.Recovery;

/// <summary>A host's volumes, in which every replica is recovered again in every epoch: by the core, or by hand.</summary>
internal interface IRecoveries
{
    /// <summary>Events that were logged.</summary>
    long Logged { get; }

    /// <summary>Whether every replica is in sync.</summary>
    bool AreInSync { get; }

    /// <summary>Makes the intents of some epochs, which are the control plane's.</summary>
    void Prepare(ulong first, int epochs);

    /// <summary>Applies what was prepared in every volume, and recovers every replica.</summary>
    void Recover();
}
