using Replication.Transport.Grpc.Flow;

namespace Replication.Transport.Grpc.Primary;

/// <summary>The right to make calls on a link until it is disposed. Disposed once, by whoever took it.</summary>
/// <param name="link">The link.</param>
internal sealed class LinkLease(ReplicaLink link) : IDisposable
{
    /// <summary>The client of the replica's service.</summary>
    public Wire.Replica.ReplicaClient Client => link.Client;

    /// <summary>The rate of catch-up and base transfers over the link.</summary>
    public RateLimit Rate => link.Rate;

    /// <summary>Cancelled when the link was dropped.</summary>
    public CancellationToken Dropped => link.Dropped;

    /// <inheritdoc/>
    public void Dispose() => link.Return();
}
