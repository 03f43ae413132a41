namespace Replication.Recovery;

/// <summary>Since when a session stands still. It lives as long as its session, and only where a timer looks.</summary>
internal sealed class DeadlineWatch
{
    private Tick _since;
    private ulong _transitions;
    private ulong _bytesSeen;
    private ulong _bytes;
    private bool _isSeen;

    /// <summary>Whether the session has stood still for longer than a deadline. The first look that sees it move starts anew.</summary>
    /// <param name="now">The tick.</param>
    /// <param name="deadline">In milliseconds.</param>
    /// <param name="transitions">How many transitions the session has made.</param>
    public bool HasPassed(Tick now, ulong deadline, ulong transitions)
    {
        if (_isSeen && _transitions == transitions && _bytesSeen == _bytes) return now.Since(_since) > deadline;
        (_isSeen, _transitions, _bytesSeen, _since) = (true, transitions, _bytes, now);
        return false;
    }

    /// <summary>Bytes arrived.</summary>
    /// <param name="copied">How many so far.</param>
    public void Moved(ulong copied) => _bytes = Math.Max(_bytes, copied);
}
