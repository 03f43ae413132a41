using Grpc.Core;
using Replication.Recovery;
using Replication.Transport.Grpc.Flow;

namespace Replication.Transport.Grpc.Primary;

/// <summary>
/// One streaming call on which every frame is answered by exactly one reply, in order, under a window. One caller sends; a loop of its own listens. Disposing it stops
/// all I/O of the call before it returns.
/// </summary>
/// <typeparam name="TFrame">What is sent.</typeparam>
/// <typeparam name="TReply">What answers.</typeparam>
internal sealed class FrameCall<TFrame, TReply> : IAsyncDisposable
    where TFrame : class
    where TReply : class
{
    private readonly FlowWindow _window;
    private readonly RateLimit _rate;
    private readonly Func<TReply, SentFrame, RecoveryError> _hear;
    private readonly Action<WaitCause, FlowWindow> _waiting;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over;
    private readonly AsyncDuplexStreamingCall<TFrame, TReply> _call;

    /// <summary>Opens the call; whether the replica can be reached shows later.</summary>
    /// <param name="open">Opens it.</param>
    /// <param name="flow">Window, rate, and whom to tell of waiting.</param>
    /// <param name="hear">Takes a reply and the frame it answers; an error ends the call. Called by one thread at a time.</param>
    /// <param name="stop">Ends the call.</param>
    public FrameCall(
        Func<CallOptions, AsyncDuplexStreamingCall<TFrame, TReply>> open,
        CallFlow flow,
        Func<TReply, SentFrame, RecoveryError> hear,
        CancellationToken stop)
    {
        _window = flow.Window;
        _rate = flow.Rate;
        _waiting = flow.Waiting;
        _time = flow.Time;
        _hear = hear;
        _over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Over = _over.Token;
        _call = open(new CallOptions(cancellationToken: Over));
        Ended = ListenAsync();
    }

    /// <summary>Completes when nothing more will be heard: none when the replica answered everything and ended the call, otherwise why not.</summary>
    public Task<RecoveryError> Ended { get; }

    /// <summary>Cancelled when the call is over, for whatever reason.</summary>
    public CancellationToken Over { get; }

    /// <summary>Sends a frame as soon as window and rate allow it. The frame's bytes are no longer needed when this completes.</summary>
    /// <param name="message">The frame.</param>
    /// <param name="frame">What to remember of it.</param>
    /// <returns>Whether it was sent; if not the call is over, and <see cref="Ended"/> says why.</returns>
    public async ValueTask<bool> TrySendAsync(TFrame message, SentFrame frame)
    {
        if (!await TryEnterAsync(frame)) return false;
        try
        {
            await _call.RequestStream.WriteAsync(message, Over);
            return true;
        }
        catch (Exception exception) when (TransportLoss.Is(exception) || (exception is OperationCanceledException && Over.IsCancellationRequested))
        {
            // The listener hears the same end of the call, and keeps its cause: it may be a refusal that arrived just before.
            return false;
        }
    }

    /// <summary>Says that no more frames follow, and waits until everything is answered.</summary>
    /// <returns>What <see cref="Ended"/> says.</returns>
    public async Task<RecoveryError> CompleteAsync()
    {
        if (!Ended.IsCompleted)
        {
            _waiting(WaitCause.Acknowledgement, _window);
            await _call.RequestStream.CompleteAsync();
        }

        return await Ended;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _call.Dispose();

        // A fault of the listener belongs to whoever asks why the call ended; here it only has to have stopped.
        await ((Task)Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task<bool> TryEnterAsync(SentFrame frame)
    {
        try
        {
            while (!_rate.TryTake(frame.Bytes, out var wait))
            {
                _waiting(WaitCause.Rate, _window);
                await Task.Delay(wait, _time, Over);
            }

            while (!_window.TryEnter(frame, out var room))
            {
                _waiting(WaitCause.Window, _window);
                await room.WaitAsync(Over);
            }

            return !Over.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (Over.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<RecoveryError> ListenAsync()
    {
        try
        {
            while (true)
            {
                var (reply, end) = await NextAsync();
                if (reply is null) return end;
                if (!_window.TryLeave(out var frame))
                    return new(RecoveryCode.TransportLost, "a reply", "every frame sent has its reply already", "one reply for each frame");
                var error = _hear(reply, frame);
                if (!error.IsNone) return error;
            }
        }
        finally
        {
            await _over.CancelAsync();
        }
    }

    /// <summary>The next reply, or the end of the call: none where the replica ended it with everything answered.</summary>
    private async Task<(TReply? Reply, RecoveryError End)> NextAsync()
    {
        try
        {
            if (await _call.ResponseStream.MoveNext(CancellationToken.None)) return (_call.ResponseStream.Current, default);
        }
        catch (Exception exception) when (TransportLoss.Is(exception))
        {
            return (null, TransportLoss.Of(exception));
        }

        var left = _window.Unacknowledged.Frames;
        return (null, left == 0 ? default : new(RecoveryCode.TransportLost, "the end of the call", $"{left} frames without a reply", "one reply for each frame"));
    }
}
