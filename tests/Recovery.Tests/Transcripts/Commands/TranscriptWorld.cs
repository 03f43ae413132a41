using Microsoft.Extensions.Time.Testing;

namespace Replication.Recovery.Tests;

/// <summary>What a scenario acts on: the real orchestrator over a storage engine in memory, with a clock that stands at 0 until the scenario moves it.</summary>
internal sealed class TranscriptWorld : IAsyncDisposable
{
    private readonly List<string> _meanwhile = [];
    private CancellationTokenSource _cancellation = new();

    public TranscriptWorld()
    {
        Port = new FakePort(RecoveryWorld.History(), RecoveryWorld.Facts(0));
        Numbers = new StandingNumbers(Port);
        Registry = new SenderRegistry(RecoveryWorld.Volume, new SessionIdSource(journal: null), new RecoveryLog(Time));
        Orchestrator = new Orchestrator(Registry, Port, Time, new ExecutionOptions { StepEntries = 50, PhaseDeadline = 1000 });
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.MinValue);

    public FakePort Port { get; }

    public StandingNumbers Numbers { get; }

    public SenderRegistry Registry { get; }

    public Orchestrator Orchestrator { get; }

    /// <summary>Cancels what the present input line does.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    public Sender Sender(InputLine line) => line.Replica() is var replica && Registry.Find(replica) is { } sender ? sender : throw line.Wrong("there is no such sender");

    public void Cancel() => _cancellation.Cancel();

    /// <summary>Does something within a call of the port, before that call does its work.</summary>
    public void Meanwhile(PortOp op, int nth, InputLine line) => Port.Meanwhile(
        op,
        async () => _meanwhile.AddRange((await CommandTable.ExecuteAsync(this, line)).Select(answer => "meanwhile: " + answer)),
        nth);

    /// <summary>Executes an input line.</summary>
    /// <returns>What was answered, at its time and within it.</returns>
    public async Task<IReadOnlyList<string>> ExecuteAsync(InputLine line)
    {
        _cancellation.Dispose();
        _cancellation = new CancellationTokenSource();
        _meanwhile.Clear();
        string[] answers;
        try
        {
            answers = [.. await CommandTable.ExecuteAsync(this, line)];
        }
        catch (InjectedFaultException e)
        {
            answers = [$"threw {nameof(InjectedFaultException)}: {e.Message}"];
        }

        return [.. _meanwhile, .. answers];
    }

    /// <summary>Ends everything, and fails where a pin was not let go.</summary>
    public async ValueTask DisposeAsync()
    {
        await Orchestrator.DisposeAsync();
        _cancellation.Dispose();
        Port.AssertPinsAreAccountedFor();
    }
}
