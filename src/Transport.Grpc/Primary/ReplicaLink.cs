using System.Net.Sockets;
using Grpc.Net.Client;
using Replication.Transport.Grpc.Flow;

namespace Replication.Transport.Grpc.Primary;

/// <summary>
/// One channel to one data address, counted: dropping it ends the calls on it at once, and it is closed when the last of them has let go. Thread-safe.
/// </summary>
internal sealed class ReplicaLink : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly CancellationTokenSource _dropped = new();
    private readonly Lock _lock = new();
    private int _leases;
    private bool _isDropped;

    /// <summary>Makes the channel; connects with the first call.</summary>
    /// <param name="address">"host:port".</param>
    /// <param name="options">Deadlines, sizes, keep-alive, rate.</param>
    /// <param name="time">Whose time the rate is measured in.</param>
    /// <exception cref="UriFormatException">Not an address.</exception>
    public ReplicaLink(string address, TransportOptions options, TimeProvider time)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectDeadline,
            KeepAlivePingDelay = options.KeepAliveDelay,
            KeepAlivePingTimeout = options.KeepAliveTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            EnableMultipleHttp2Connections = true,
            UseProxy = false,

            // With a connect of our own the channel adds no back-off of its own: when to try again is the control plane's policy.
            ConnectCallback = ConnectAsync,
        };
        _channel = GrpcChannel.ForAddress(new Uri($"http://{address}"), new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxSendMessageSize = options.MaxMessageBytes,
            MaxReceiveMessageSize = options.MaxMessageBytes,
        });
        Client = new Wire.Replica.ReplicaClient(_channel);
        Dropped = _dropped.Token;
        Rate = new RateLimit(options.BytesPerSecond, time);
    }

    /// <summary>The client of the replica's service; only under a lease.</summary>
    public Wire.Replica.ReplicaClient Client { get; }

    /// <summary>The rate of catch-up and base transfers; one for all calls, because a catch-up is many short ones.</summary>
    public RateLimit Rate { get; }

    /// <summary>Cancelled when the link was dropped.</summary>
    public CancellationToken Dropped { get; }

    /// <summary>Takes a lease. Only whoever may drop the link gives leases, so none is taken of a dropped one.</summary>
    public void Lease()
    {
        lock (_lock) _leases++;
    }

    /// <summary>Gives a lease back.</summary>
    public void Return()
    {
        lock (_lock)
        {
            if (--_leases > 0 || !_isDropped) return;
        }

        Close();
    }

    /// <summary>Ends the calls on the link; no new lease is given.</summary>
    public void Dispose()
    {
        bool idle;
        lock (_lock)
        {
            if (_isDropped) return;
            _isDropped = true;
            idle = _leases == 0;
            if (!idle) _leases++;
        }

        if (idle)
        {
            Close();
            return;
        }

        // Under a lease of its own, so that the source is not disposed while its callbacks run.
        _dropped.Cancel();
        Return();
    }

    private void Close()
    {
        _channel.Dispose();
        _dropped.Dispose();
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
