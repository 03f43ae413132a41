namespace Replication;

/// <summary>How a machine keeps stale state values from touching it.</summary>
public enum Fence
{
    /// <summary>
    /// The machine belongs to an owner; every transition happens inside an <see cref="OwnerStep"/>, so that the machine's stamp and whatever
    /// else the owner guards change in one atomic step. Forgetting the lock does not compile.
    /// </summary>
    Owner = 0,
}
