using System.Runtime.CompilerServices;
using Replication.Benchmarks.Machines;

namespace Replication.Benchmarks.ByHand;

/// <summary>The transfer written by hand for several threads: every call under the lock, and a switch.</summary>
internal sealed class LockedTransfer
{
    private readonly Lock _gate = new();
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
        lock (_gate)
        {
            switch (_state)
            {
                case State.Idle or State.Done:
                    _peer = peer;
                    _state = State.Connecting;
                    why = default;
                    return true;

                default:
                    why = new Refusal(default, (long)_state, (long)State.Idle);
                    return false;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryHandshake(long start, long target, out Refusal why)
    {
        lock (_gate)
        {
            switch (_state)
            {
                case State.Connecting:
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

                default:
                    why = new Refusal(default, (long)_state, (long)State.Connecting);
                    return false;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReplay(long now, out Refusal why)
    {
        lock (_gate)
        {
            switch (_state)
            {
                case State.Ready:
                    _recovered = _start;
                    _lastProgress = now;
                    _state = State.Replaying;
                    why = default;
                    return true;

                default:
                    why = new Refusal(default, (long)_state, (long)State.Ready);
                    return false;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryProgress(long to, long now, out Refusal why)
    {
        lock (_gate)
        {
            switch (_state)
            {
                case State.Replaying:
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

                default:
                    why = new Refusal(default, (long)_state, (long)State.Replaying);
                    return false;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryComplete(out Refusal why)
    {
        lock (_gate)
        {
            switch (_state)
            {
                case State.Replaying:
                    _at = _recovered;
                    _state = State.Done;
                    why = default;
                    return true;

                default:
                    why = new Refusal(default, (long)_state, (long)State.Replaying);
                    return false;
            }
        }
    }
}
