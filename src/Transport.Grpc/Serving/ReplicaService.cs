using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Replication.Recovery;
using Replication.Transport.Grpc.Wire;

namespace Replication.Transport.Grpc.Serving;

/// <summary>
/// Serves one replica's store. It adds nothing to what the store refuses except what a store cannot know: requests that are malformed or meant for another replica. The
/// authority of every frame reaches the store, and the first refusal ends a stream.
/// </summary>
/// <param name="replica">The replica this process serves.</param>
/// <param name="store">Its store.</param>
/// <param name="lifetime">Streams end when the process stops.</param>
internal sealed class ReplicaService(ReplicaId replica, IReplicaStore store, IHostApplicationLifetime lifetime) : Wire.Replica.ReplicaBase
{
    /// <inheritdoc/>
    public override async Task<HandshakeReply> Handshake(HandshakeRequest request, ServerCallContext context)
    {
        await using var lane = new StoreLane();
        var promised = Admit(request.Authority).TryGet(out var authority, out var error)
            ? await lane.RunAsync(() => store.Promise(authority))
            : error;
        return promised.TryGet(out var facts, out error) ? new HandshakeReply { Facts = facts.ToWire() } : new HandshakeReply { Refusal = error.ToWire() };
    }

    /// <inheritdoc/>
    public override async Task<TruncateReply> Truncate(TruncateRequest request, ServerCallContext context)
    {
        await using var lane = new StoreLane();
        var truncated = Admit(request.Authority).TryGet(out var authority, out var error)
            ? await lane.RunAsync(() => store.Truncate(authority, new Lsn(request.To)))
            : error;
        return truncated.TryGet(out var last, out error) ? new TruncateReply { Last = last.Value } : new TruncateReply { Refusal = error.ToWire() };
    }

    /// <inheritdoc/>
    public override Task Append(IAsyncStreamReader<AppendFrame> requestStream, IServerStreamWriter<AppendReply> responseStream, ServerCallContext context) =>
        ServeAsync(requestStream, responseStream, Append, reply => reply.Refusal is not null, context);

    /// <inheritdoc/>
    public override Task TransferBase(IAsyncStreamReader<BaseFrame> requestStream, IServerStreamWriter<BaseReply> responseStream, ServerCallContext context) =>
        ServeAsync(requestStream, responseStream, new BaseReceiver(store, Admit).Receive, reply => reply.Refusal is not null, context);

    private AppendReply Append(AppendFrame frame)
    {
        var appended = Admit(frame.Authority).TryGet(out var authority, out var error)
            ? frame.Last < frame.After
                ? new RecoveryError(RecoveryCode.InvalidRange, $"the entries in ({frame.After}, {frame.Last}]", null, $"a last LSN of {frame.After} or later")
                : store.Append(authority, new LogChunk(new Lsn(frame.After), new Lsn(frame.Last), frame.Bytes.Memory), frame.Sync)
            : error;
        return appended.TryGet(out var last, out error)
            ? new AppendReply { Appended = new Appended { Last = last.Value, Durable = frame.Sync } }
            : new AppendReply { Refusal = error.ToWire() };
    }

    private Result<Recovery.Authority> Admit(Wire.Authority? presented)
    {
        if (!presented.ToAuthority().TryGet(out var authority, out var error)) return error;
        return authority.Replica == replica
            ? authority
            : new RecoveryError(RecoveryCode.SenderNotFound, $"replica {authority.Replica}", $"this process serves replica {replica}", $"replica {replica}");
    }

    /// <summary>Answers each frame with one reply, in order, until the frames end or one is refused.</summary>
    private async Task ServeAsync<TFrame, TReply>(
        IAsyncStreamReader<TFrame> frames, IServerStreamWriter<TReply> replies, Func<TFrame, TReply> serve, Func<TReply, bool> isRefusal, ServerCallContext context)
        where TFrame : class, IMessage
        where TReply : class, IMessage
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        await using var lane = new StoreLane();
        try
        {
            while (await frames.MoveNext(stop.Token))
            {
                var frame = frames.Current;
                var reply = await lane.RunAsync(() => serve(frame));
                await replies.WriteAsync(reply, stop.Token);
                if (isRefusal(reply)) return;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, $"the process of replica {replica} stops, or its caller is gone"));
        }
    }
}
