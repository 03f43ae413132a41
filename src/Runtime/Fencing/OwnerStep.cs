namespace Replication;

/// <summary>Proof that the calling thread is inside a step of <see cref="FenceOwner"/>: what every transition of an owned machine asks for.</summary>
[MustComplete]
public readonly ref struct OwnerStep : IDisposable
{
    internal OwnerStep(FenceOwner owner) => Owner = owner;

    /// <summary>Whose step this is; <see langword="null"/> only for a default value.</summary>
    public FenceOwner? Owner { get; }

    /// <summary>Refuses a step of another owner, and one that was left already.</summary>
    /// <param name="owner">The owner that is needed.</param>
    /// <exception cref="InvalidOperationException">The step is of another owner, was left already, or is a default value.</exception>
    public void Demand(FenceOwner owner)
    {
        if (!ReferenceEquals(Owner, owner) || !owner.IsHeld) FenceOwner.ThrowForeign(this);
    }

    /// <summary>Leaves the step.</summary>
    [Consumes]
    public void Dispose() => Owner?.Exit();
}
