using System.Collections.Concurrent;

namespace Replication.Transport.Grpc.Serving;

/// <summary>
/// A thread of its own for the calls that one request makes to a store, one after the other. A store blocks on its disk; the threads that serve connections, of which
/// there are about as many as cores, must not. Disposing it waits for what runs.
/// </summary>
internal sealed class StoreLane : IAsyncDisposable
{
    private readonly BlockingCollection<Task> _calls = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the thread.</summary>
    public StoreLane() => new Thread(Serve) { IsBackground = true, Name = "replica store" }.Start();

    /// <summary>Makes a call; what it throws, the task throws.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    /// <param name="call">The call.</param>
    public Task<T> RunAsync<T>(Func<T> call)
    {
        var task = new Task<T>(call, TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Add(task);
        return task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _calls.CompleteAdding();
        await _stopped.Task;
        _calls.Dispose();
    }

    private void Serve()
    {
        foreach (var call in _calls.GetConsumingEnumerable()) call.RunSynchronously(TaskScheduler.Default);
        _stopped.SetResult();
    }
}
