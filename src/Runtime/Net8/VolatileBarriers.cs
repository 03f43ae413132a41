namespace System.Threading;

/// <summary>The barriers of .NET 10, as far as they are used here.</summary>
internal static class VolatileBarriers
{
    extension(Volatile)
    {
        /// <summary>Keeps reads before it from slipping behind it. Here it is a full fence: more than was asked for, and the least that .NET 8 has.</summary>
        public static void ReadBarrier() => Interlocked.MemoryBarrier();
    }
}
