using Replication.Recovery;
using Replication.Transport.Grpc.Flow;

namespace Replication.Transport.Grpc.Primary;

/// <summary>Replays one range of log to one replica: see <see cref="IStoragePort.StreamAsync"/>.</summary>
/// <param name="store">Where the log is read.</param>
/// <param name="pin">What holds it.</param>
/// <param name="start">The replica's last LSN.</param>
/// <param name="end">The last entry to send.</param>
/// <param name="options">Sizes.</param>
internal sealed class CatchUpStream(IPrimaryStore store, Pin pin, Lsn start, Lsn end, TransportOptions options)
{
    /// <summary>Sends, then waits until everything is acknowledged. Reads the log on the calling thread.</summary>
    /// <param name="call">The call to send on.</param>
    /// <param name="watch">Watches the pin.</param>
    /// <returns>
    /// The LSN that is durable on the replica. A log that could be read only in part still answers what was achieved of it; the next call, from there, hears the error.
    /// A refusal, a revoked pin or a lost call is an error, whatever was achieved before: nothing may be sent after it.
    /// </returns>
    public async Task<Result<Lsn>> RunAsync(AppendCall call, PinWatch watch)
    {
        var last = start;
        var synced = false;
        RecoveryError reading = default;
        foreach (var read in store.Read(pin, start, end, options.ChunkBytes))
        {
            if (watch.IsRevoked(out var revoked)) return revoked;
            if (!read.TryGet(out var chunk, out reading) || !call.Fits(chunk, out reading)) break;
            synced = chunk.Last >= end;
            if (!await call.TrySendAsync(chunk, synced)) break;
            last = chunk.Last;
        }

        // The log ended early, or had nothing to send: what arrived must still become durable, and the replica must still say where it stands.
        if (!synced) await call.TrySyncAsync(last);
        var ended = await call.CompleteAsync();
        if (watch.IsRevoked(out var late)) return late;
        if (!ended.IsNone) return ended;
        return !reading.IsNone && call.Acknowledged == start ? reading : call.Acknowledged;
    }
}
