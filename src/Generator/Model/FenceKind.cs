namespace Replication.Generator.Model;

/// <summary>The fence mode of a machine; the values are those of <c>Replication.Fence</c>.</summary>
internal enum FenceKind
{
    /// <summary>Every call is inside a step of the machine's owner.</summary>
    Owner = 0,

    /// <summary>One thread at a time calls, and sees to that itself.</summary>
    None = 1,

    /// <summary>Several threads call; a transition is one compare-and-swap.</summary>
    Cas = 2,
}
