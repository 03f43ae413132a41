namespace Replication.Recovery.Tests.Concurrency;

/// <summary>
/// A clock that stands still. The engine asks it before every step, so a restless one is where workers are made to overtake one another: also within an operation, should
/// that ever take more than one step.
/// </summary>
internal sealed class Still(bool restless) : TimeProvider
{
    [ThreadStatic]
    private static uint _chance;

    public static TimeProvider Time { get; } = new Still(restless: false);

    public override DateTimeOffset GetUtcNow()
    {
        if (restless) Hesitate();
        return DateTimeOffset.UnixEpoch;
    }

    private static void Hesitate()
    {
        if (_chance == 0) _chance = (uint)Environment.CurrentManagedThreadId;
        _chance = _chance * 1_664_525 + 1_013_904_223;
        var chance = _chance >> 16;
        if (chance % 8 == 0) Thread.Yield();
        else if (chance % 2 == 0) Thread.SpinWait((int)(chance >> 3) % 64);
    }
}
