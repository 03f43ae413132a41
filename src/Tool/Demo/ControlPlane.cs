using Replication.Recovery;
using Replication.Tool.Wire;

namespace Replication.Tool.Demo;

/// <summary>
/// The demo's control plane: says what is wanted, one revision after the other. A failure never chooses what comes next: it asks for fresh facts under a new session.
/// </summary>
internal sealed class ControlPlane(Cluster cluster, Epoch epoch, IDemoReport report) : IDisposable
{
    private const int Attempts = 5;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly TaskCompletionSource _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _undecided = cluster.Replicas.Count;
    private ulong _revision;

    /// <summary>Completes when every replica's first handshake has been decided.</summary>
    public Task Decided => _decided.Task;

    public void Dispose() => _turn.Dispose();

    /// <summary>Brings all replicas back, side by side.</summary>
    public async Task RecoverAllAsync(CancellationToken cancellationToken)
    {
        var sessions = await AssignAsync(cluster.Replicas, SessionKind.CatchUp, cancellationToken);
        await Task.WhenAll(cluster.Replicas.Select(r => RecoverAsync(r, sessions[r], cancellationToken)));
    }

    /// <summary>Brings one replica back that was in sync and is so no longer.</summary>
    public async Task RecoverAgainAsync(string replica, CancellationToken cancellationToken)
    {
        if (cluster.HasExited(replica)) await cluster.RestartAsync(replica, cancellationToken);
        var sessions = await AssignAsync([replica], SessionKind.CatchUp, cancellationToken);
        await RecoverAsync(replica, sessions[replica], cancellationToken);
    }

    private async Task RecoverAsync(string replica, ulong session, CancellationToken cancellationToken)
    {
        var kind = SessionKind.CatchUp;
        var proof = "";
        for (var attempt = 1; ; attempt++)
        {
            if (kind == SessionKind.Rebuild) report.Decision(replica, "rebuild", proof);
            var (error, rebuild) = kind == SessionKind.Rebuild
                ? await RebuildAsync(replica, session, cancellationToken)
                : await CatchUpAsync(replica, session, found => proof = found, cancellationToken);
            if (Interlocked.Decrement(ref _undecided) == 0) _decided.TrySetResult();
            if (error is null && !rebuild) return;
            kind = rebuild ? SessionKind.Rebuild : SessionKind.CatchUp;
            if (error is not null)
            {
                if (attempt == Attempts) throw new DemoException($"{replica} could not be recovered in {Attempts} attempts; the last one: {error.Text}");
                report.Retry(replica, error.Code, error.Text);
                await Task.Delay(BackOff(attempt), cancellationToken);
                if (cluster.HasExited(replica)) await cluster.RestartAsync(replica, cancellationToken);
            }

            session = (await AssignAsync([replica], kind, cancellationToken))[replica];
        }
    }

    private async Task<(Error? Error, bool Rebuild)> RebuildAsync(string replica, ulong session, CancellationToken cancellationToken)
    {
        var request = new SessionRequest { Replica = replica, Session = session };
        return ((await cluster.Primary.CompleteRebuildAsync(request, cancellationToken: cancellationToken)).Error, false);
    }

    private async Task<(Error? Error, bool Rebuild)> CatchUpAsync(
        string replica, ulong session, Action<string> proven, CancellationToken cancellationToken)
    {
        var request = new SessionRequest { Replica = replica, Session = session };
        var answer = await cluster.Primary.RecoverAsync(request, cancellationToken: cancellationToken);
        if (answer.Error is not null) return (answer.Error, false);
        proven(answer.Proof);
        report.Decision(replica, answer.Outcome, answer.Proof + (answer.HasTruncateTo ? $" (truncate to {answer.TruncateTo}, target {answer.Target})" : ""));
        if (answer.Outcome == RecoveryOutcome.NeedsRebuild.Text()) return (null, true);
        if (answer.Outcome == RecoveryOutcome.ZeroGap.Text()) return (null, false);
        var catchUp = new CompleteCatchUpRequest { Replica = replica, Session = session, Target = answer.Target };
        if (answer.HasTruncateTo) catchUp.TruncateTo = answer.TruncateTo;
        return ((await cluster.Primary.CompleteCatchUpAsync(catchUp, cancellationToken: cancellationToken)).Error, false);
    }

    private async Task<Dictionary<string, ulong>> AssignAsync(IReadOnlyList<string> targets, SessionKind kind, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var answer = await cluster.Primary.AssignAsync(
                new AssignRequest
                {
                    Epoch = epoch.Value,
                    Revision = ++_revision,
                    Replicas = { cluster.Replicas.Select(cluster.Endpoint) },
                    Targets = { targets.Select(t => new Target { Replica = t, Kind = (uint)kind }) },
                },
                cancellationToken: cancellationToken);
            if (answer.Error is not null) throw new DemoException("the assignment was refused: " + answer.Error.Text);
            if (answer.Failed.Count > 0) throw new DemoException($"{answer.Failed[0].Replica} got no session: {answer.Failed[0].Error.Text}");
            return answer.Created.Concat(answer.Superseded).ToDictionary(s => s.Replica, s => s.Session_);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static TimeSpan BackOff(int attempt) => TimeSpan.FromMilliseconds((50 << attempt) + Random.Shared.Next(50));
}
