using System.Runtime.CompilerServices;
using Replication.Benchmarks.Machines;

namespace Replication.Benchmarks.ByHand;

/// <summary>The transfer written by hand for one thread: an enum, fields, a check and the stores, inlined.</summary>
internal sealed class PlainTransfer
{
    private State _state;
    private int _peer;
    private long _start;
    private long _target;
    private long _recovered;
    private long _lastProgress;
    private long _at;

    internal enum State : byte
    {
        Idle,
        Connecting,
        Ready,
        Replaying,
        Done,
    }

    /// <summary>What the walk left behind; to be compared, not measured.</summary>
    public (string State, long At) Left => (_state.ToString(), _at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryConnect(int peer, out Refusal why)
    {
        if (_state is not (State.Idle or State.Done))
        {
            why = new Refusal(default, (long)_state, (long)State.Idle);
            return false;
        }

        _peer = peer;
        _state = State.Connecting;
        why = default;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryHandshake(long start, long target, out Refusal why)
    {
        if (_state is not State.Connecting)
        {
            why = new Refusal(default, (long)_state, (long)State.Connecting);
            return false;
        }

        if (target < start)
        {
            why = new Refusal(TransferError.TargetBeforeStart, target, start);
            return false;
        }

        _start = start;
        _target = target;
        _state = State.Ready;
        why = default;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReplay(long now, out Refusal why)
    {
        if (_state is not State.Ready)
        {
            why = new Refusal(default, (long)_state, (long)State.Ready);
            return false;
        }

        _recovered = _start;
        _lastProgress = now;
        _state = State.Replaying;
        why = default;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryProgress(long to, long now, out Refusal why)
    {
        if (_state is not State.Replaying)
        {
            why = new Refusal(default, (long)_state, (long)State.Replaying);
            return false;
        }

        if (to <= _recovered)
        {
            why = new Refusal(TransferError.ProgressRegression, to, _recovered);
            return false;
        }

        if (to > _target)
        {
            why = new Refusal(TransferError.BeyondTarget, to, _target);
            return false;
        }

        _recovered = to;
        _lastProgress = Math.Max(now, _lastProgress);
        why = default;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryComplete(out Refusal why)
    {
        if (_state is not State.Replaying)
        {
            why = new Refusal(default, (long)_state, (long)State.Replaying);
            return false;
        }

        _at = _recovered;
        _state = State.Done;
        why = default;
        return true;
    }
}
