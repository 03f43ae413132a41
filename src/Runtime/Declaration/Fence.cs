namespace Replication;

/// <summary>How a machine keeps stale state values from touching it, and who may call it.</summary>
/// <remarks>In every mode a transition compares the stamp of the value presented with the machine's, so that a used-up or superseded value is refused.</remarks>
public enum Fence
{
    /// <summary>
    /// The machine belongs to an owner; every transition happens inside an <see cref="OwnerStep"/>, so that the machine's stamp and whatever
    /// else the owner guards change in one atomic step. Forgetting the lock does not compile.
    /// </summary>
    Owner = 0,

    /// <summary>The machine is used by one thread at a time, and that is the caller's to see to: the stamp is compared, nothing is synchronised.</summary>
    None = 1,

    /// <summary>
    /// The machine stands alone and is used by several threads: a transition takes the stamp by one compare-and-swap, and exactly one of those that race
    /// for a stamp gets it. Its body runs before that, so it may run twice. Nothing but the machine itself changes in that step.
    /// </summary>
    Cas = 2,
}
