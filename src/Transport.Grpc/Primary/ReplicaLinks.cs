using System.Diagnostics.CodeAnalysis;
using Replication.Recovery;

namespace Replication.Transport.Grpc.Primary;

/// <summary>
/// One link per replica, to where its newest known endpoint is. An endpoint with another data address drops the link of the old one, and the calls on it; a lower
/// version never replaces a higher one (fault F23). Thread-safe.
/// </summary>
/// <param name="options">What new links are made with.</param>
/// <param name="time">Whose time their rates are measured in.</param>
internal sealed class ReplicaLinks(TransportOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ReplicaId, (Endpoint Endpoint, ReplicaLink Link)> _links = [];
    private bool _disposed;

    /// <summary>Leases the link to the authority's endpoint.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="lease">The lease, to be disposed.</param>
    /// <param name="error"><c>transport_lost</c> where the endpoint is older than one seen before, or is no address.</param>
    /// <returns>Whether there is a lease.</returns>
    /// <exception cref="ObjectDisposedException">The port was disposed.</exception>
    public bool TryLease(Authority authority, [NotNullWhen(true)] out LinkLease? lease, out RecoveryError error)
    {
        lease = null;
        error = default;
        ReplicaLink? dropped = null;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(GrpcStoragePort));
            var presented = authority.Endpoint;
            var known = _links.TryGetValue(authority.Replica, out var stands);
            if (known && presented.Version < stands.Endpoint.Version)
            {
                error = new(
                    RecoveryCode.TransportLost,
                    $"endpoint {presented} of replica {authority.Replica}",
                    $"endpoint {stands.Endpoint}",
                    $"an endpoint of version {stands.Endpoint.Version} or later");
                return false;
            }

            if (!known || !string.Equals(presented.Data, stands.Endpoint.Data, StringComparison.Ordinal))
            {
                if (!IsAddress(presented.Data))
                {
                    error = new(RecoveryCode.TransportLost, $"endpoint {presented} of replica {authority.Replica}", "not an address", "\"host:port\"");
                    return false;
                }

                dropped = stands.Link;
                stands.Link = new ReplicaLink(presented.Data, options, time);
            }

            _links[authority.Replica] = (presented, stands.Link);
            stands.Link.Lease();
            lease = new LinkLease(stands.Link);
        }

        dropped?.Dispose();
        return true;
    }

    /// <summary>Drops every link, and the calls on them.</summary>
    public void Dispose()
    {
        ReplicaLink[] links;
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            links = [.. _links.Values.Select(entry => entry.Link)];
            _links.Clear();
        }

        foreach (var link in links) link.Dispose();
    }

    private static bool IsAddress(string data) =>
        Uri.TryCreate($"http://{data}", UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0;
}
