// The clock that runs back when somebody sets it.
using System;
using Engine;

public static class Program
{
    public static Tick Now() => new((ulong)DateTime.UtcNow.Ticks / TimeSpan.TicksPerMillisecond);
}
