using System.Diagnostics.CodeAnalysis;

namespace Replication.Transport.Grpc.Flow;

/// <summary>
/// Bounds what one stream has sent and the replica has not acknowledged. One sender enters, one listener leaves; frames leave in the order they entered.
/// </summary>
/// <param name="maxBytes">How many bytes may be unacknowledged.</param>
/// <param name="maxEntries">How many entries may be unacknowledged; 0 = unlimited.</param>
internal sealed class FlowWindow(ulong maxBytes, ulong maxEntries)
{
    private readonly Lock _lock = new();
    private readonly Queue<SentFrame> _unacknowledged = new();
    private ulong _bytes;
    private ulong _entries;

    /// <summary>Set while the sender waits for room.</summary>
    private TaskCompletionSource? _room;

    /// <summary>What is unacknowledged now: frames, bytes, entries.</summary>
    public (int Frames, ulong Bytes, ulong Entries) Unacknowledged
    {
        get
        {
            lock (_lock) return (_unacknowledged.Count, _bytes, _entries);
        }
    }

    /// <summary>Enters a frame, or says what has to complete before it is worth trying again.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="room">Completes when a frame has left.</param>
    /// <returns>Whether the frame may be sent. A frame larger than the whole window enters when nothing is unacknowledged; otherwise it could never be sent.</returns>
    public bool TryEnter(SentFrame frame, [NotNullWhen(false)] out Task? room)
    {
        lock (_lock)
        {
            if (_unacknowledged.Count == 0 || (Fits(_bytes, frame.Bytes, maxBytes) && (maxEntries == 0 || Fits(_entries, frame.Entries, maxEntries))))
            {
                _unacknowledged.Enqueue(frame);
                _bytes += frame.Bytes;
                _entries += frame.Entries;
                room = null;
                return true;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room.Task;
            return false;
        }
    }

    /// <summary>The oldest frame was acknowledged.</summary>
    /// <param name="frame">That frame.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryLeave(out SentFrame frame)
    {
        lock (_lock)
        {
            if (!_unacknowledged.TryDequeue(out frame)) return false;
            _bytes -= frame.Bytes;
            _entries -= frame.Entries;
            _room?.SetResult();
            _room = null;
            return true;
        }
    }

    private static bool Fits(ulong taken, ulong more, ulong limit) => taken <= limit && more <= limit - taken;
}
