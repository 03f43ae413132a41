namespace Replication.Recovery;

/// <summary>Where a replica is reached. Changed when any of the three differs; a lower version never replaces a higher one.</summary>
/// <param name="Data">The data address.</param>
/// <param name="Control">The control address.</param>
/// <param name="Version">The control plane's version of this endpoint.</param>
public sealed record Endpoint(string Data, string Control, ulong Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Data} (control {Control}, version {Version})";
}
