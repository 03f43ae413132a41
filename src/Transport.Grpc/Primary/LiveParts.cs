using Replication.Recovery;
using Replication.Transport.Grpc.Flow;

namespace Replication.Transport.Grpc.Primary;

/// <summary>What a live stream is made of. Made before it is known whether the stream stands; whoever holds it disposes it exactly once.</summary>
internal sealed class LiveParts : IAsyncDisposable
{
    private readonly LinkLease _lease;
    private readonly CallFlow _flow;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _linked;

    /// <summary>Opens the call.</summary>
    /// <param name="store">Where the log is read.</param>
    /// <param name="lease">The lease; disposed with the parts.</param>
    /// <param name="authority">On whose behalf.</param>
    /// <param name="pin">What holds the log.</param>
    /// <param name="from">The LSN that is durable on the replica.</param>
    /// <param name="options">Sizes and intervals.</param>
    /// <param name="time">Whose time.</param>
    public LiveParts(IPrimaryStore store, LinkLease lease, Authority authority, Pin pin, Lsn from, TransportOptions options, TimeProvider time)
    {
        _lease = lease;
        _flow = CallFlow.Of(options, authority, RateLimit.None, time);
        Watch = new PinWatch(store, pin, options.PinCheckInterval, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, lease.Dropped, Watch.Revoked);
        Call = new AppendCall(lease.Client, authority, from, options, _flow, durable => store.Advance(pin, durable), _linked.Token);
    }

    /// <summary>The call.</summary>
    public AppendCall Call { get; }

    /// <summary>The watch over the pin.</summary>
    public PinWatch Watch { get; }

    /// <summary>Whether somebody asked to stop.</summary>
    public bool IsStopped => _stop.IsCancellationRequested;

    /// <summary>Asks the replica, with an empty frame, whether it accepts the authority and stands where the stream begins.</summary>
    /// <param name="from">Where the stream begins.</param>
    /// <returns>None when it does; <c>invalid_range</c> when it stands elsewhere.</returns>
    public async Task<RecoveryError> VerifyAsync(Lsn from)
    {
        if (!await Call.TrySyncAsync(from)) return await CauseAsync();
        await Task.WhenAny(Call.Position, Call.Ended);
        if (!Call.Position.IsCompleted) return await CauseAsync();
        var stands = await Call.Position;
        return stands == from
            ? default
            : new(RecoveryCode.InvalidRange, $"a live stream from LSN {from}", $"the replica's last LSN is {stands}", $"a live stream from LSN {stands}");
    }

    /// <summary>Why the call is over.</summary>
    public async Task<RecoveryError> CauseAsync()
    {
        if (Watch.IsRevoked(out var revoked)) return revoked;
        var ended = await Call.Ended;
        return ended.IsNone ? new(RecoveryCode.TransportLost, "a live stream", "the replica ended it", "a new session") : ended;
    }

    /// <summary>Tells that everything was shipped and the log has to grow.</summary>
    public void WaitingForLog() => _flow.Waiting(WaitCause.Log, _flow.Window);

    /// <summary>Asks everything to stop; may be called more than once, also after disposal.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    /// <summary>Stops all I/O, then gives the lease back.</summary>
    public async ValueTask DisposeAsync()
    {
        await Call.DisposeAsync();
        await Watch.DisposeAsync();
        _linked.Dispose();
        _lease.Dispose();
    }
}
