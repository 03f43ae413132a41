namespace Replication.Recovery;

/// <summary>One execution: begun where no other one of its session runs, stopped by its caller or because its session no longer stands.</summary>
internal sealed class Execution : IDisposable
{
    private readonly Executions _executions;
    private readonly Sender _sender;

    // Not disposed: it holds nothing but memory, and whoever stops an execution may come a moment after its end.
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenRegistration _caller;

    public Execution(Executions executions, Sender sender, SessionId session, CancellationToken cancellationToken)
    {
        _executions = executions;
        _sender = sender;
        Session = session;
        _caller = cancellationToken.UnsafeRegister(static execution => ((Execution)execution!).Stop(), this);
    }

    public SessionId Session { get; }

    public CancellationToken Token => _stop.Token;

    /// <summary>Begins, in the step in which the session was found to stand. Whoever is refused has changed nothing, so the log has nothing to tell.</summary>
    /// <returns>Whether it runs; <c>session_already_active</c> while another one of the session does.</returns>
    public bool TryBegin(in OwnerStep step, out RecoveryError error)
    {
        error = _executions.TryBegin(this) ? default : new(
            RecoveryCode.SessionAlreadyActive,
            $"session {Session} to a second execution",
            $"an execution of session {Session} is running",
            "waiting until it has returned");
        return error.IsNone;
    }

    public bool Stands(in OwnerStep step) => _sender.LiveSession(step) == Session;

    /// <summary>Tells it to stop; what it does then happens on other threads.</summary>
    public void Stop() => _ = _stop.CancelAsync();

    public void Dispose()
    {
        _caller.Dispose();
        _executions.End(this);
    }
}
