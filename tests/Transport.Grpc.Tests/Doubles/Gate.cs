namespace Replication.Transport.Grpc.Tests.Doubles;

/// <summary>Holds whoever passes until it is opened, and tells when somebody arrived.</summary>
internal sealed class Gate : IDisposable
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new();

    /// <summary>Completes when somebody stands before the gate.</summary>
    public Task Arrived => _arrived.Task.WaitAsync(Rig.Cancel);

    public void Pass()
    {
        _arrived.TrySetResult();
        _open.Wait();
    }

    public void Open() => _open.Set();

    public void Dispose()
    {
        _open.Set();
        _open.Dispose();
    }
}
