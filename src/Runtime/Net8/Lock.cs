namespace System.Threading;

/// <summary>The lock of .NET 9 and later, as far as it is used here.</summary>
internal sealed class Lock
{
    private readonly object _monitor = new();

    public bool IsHeldByCurrentThread => Monitor.IsEntered(_monitor);

    public void Enter() => Monitor.Enter(_monitor);

    public void Exit() => Monitor.Exit(_monitor);
}
