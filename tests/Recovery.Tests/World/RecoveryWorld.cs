using Microsoft.Extensions.Time.Testing;

namespace Replication.Recovery.Tests;

/// <summary>A registry, an orchestrator and a storage engine in memory, with what tests say over and over.</summary>
internal sealed class RecoveryWorld : IAsyncDisposable
{
    private ulong _revision;

    public RecoveryWorld(ExecutionOptions? options = null, ISessionIdJournal? journal = null, IEpochJournal? epochs = null)
    {
        Port = new FakePort(History(), Facts(0));
        Registry = new SenderRegistry(Volume, new SessionIdSource(journal), new RecoveryLog(Time), epochs);
        Orchestrator = new Orchestrator(Registry, Port, Time, options);
    }

    public static VolumeId Volume { get; } = new("v1");

    public static ReplicaId R1 { get; } = new("r1");

    public static ReplicaId R2 { get; } = new("r2");

    public FakeTimeProvider Time { get; } = new();

    public FakePort Port { get; }

    public SenderRegistry Registry { get; }

    public Orchestrator Orchestrator { get; }

    /// <summary>A registry of its own, without a journal.</summary>
    public static SenderRegistry NewRegistry() => new(Volume, new SessionIdSource(null), new RecoveryLog(TimeProvider.System));

    public static RetainedHistory History(
        ulong head = 120, ulong tail = 0, ulong committed = 100, ulong checkpoint = 0, bool trusted = false)
    {
        Assert.True(RetainedHistory.TryCreate(new(head), new(tail), new(committed), new(checkpoint), trusted, out var history, out var error), error.ToString());
        return history!;
    }

    public static ReplicaFacts Facts(ulong flushed, ulong knownCommitted = 0, Lineage? lineage = null, bool unfinished = false) =>
        new(Volume, new StoreId("s1"), new Epoch(0), SessionId.None, new Lsn(flushed), new Lsn(knownCommitted), lineage, unfinished);

    public static Lineage Lineage(params (ulong Epoch, ulong Last)[] entries)
    {
        Assert.True(
            Recovery.Lineage.TryCreate([.. entries.Select(e => new LineageEntry(new Epoch(e.Epoch), new Lsn(e.Last)))], out var lineage, out var error),
            error.ToString());
        return lineage;
    }

    public static Endpoint At(ulong version = 1, string host = "host") => new($"{host}:1", $"{host}:2", version);

    public static AssignmentIntent Intent(ulong epoch, ulong revision, ReplicaId[] replicas, params (ReplicaId Replica, SessionKind Kind)[] targets) => new(
        new Epoch(epoch),
        revision,
        [.. replicas.Select(r => new AssignedReplica(r, At()))],
        [.. targets.Select(t => new RecoveryTarget(t.Replica, t.Kind))]);

    /// <summary>A new intent at an epoch that names both replicas.</summary>
    public AssignmentAnswer Assign(ulong epoch, params (ReplicaId Replica, SessionKind Kind)[] targets) =>
        Orchestrator.ProcessAssignment(Intent(epoch, ++_revision, [R1, R2], targets));

    /// <summary>A session of a kind for R1, by a new intent at epoch 1.</summary>
    public SessionId Session(SessionKind kind = SessionKind.CatchUp, RecoveryBudget budget = default)
    {
        var answer = Orchestrator.ProcessAssignment(
            new AssignmentIntent(new Epoch(1), ++_revision, [new(R1, At()), new(R2, At())], [new RecoveryTarget(R1, kind, budget)]));
        Assert.True(answer.Error.IsNone, answer.Error.ToString());
        return answer.Created.Concat(answer.Superseded).Single().Session;
    }

    /// <summary>Invalidates every epoch before one.</summary>
    /// <returns>How many sessions ended.</returns>
    public int Invalidated(ulong epoch)
    {
        var error = Orchestrator.InvalidateEpoch(new Epoch(epoch), out var ended);
        Assert.True(error.IsNone, error.ToString());
        return ended;
    }

    public Sender Sender(ReplicaId? replica = null) => Registry.Find(replica ?? R1)!;

    public SenderView View(ReplicaId? replica = null) => Sender(replica).View();

    /// <summary>Cancels the work that was started through this world.</summary>
    public CancellationTokenSource Cancellation { get; } = new();

    public Task<RecoverAnswer> Recover(SessionId session) => Orchestrator.RecoverAsync(R1, session, Cancellation.Token).AsTask();

    public Task<RecoveryError> CatchUp(SessionId session, ulong target = 100, ulong? truncateTo = null, CatchUpTicks ticks = default) =>
        Orchestrator.CompleteCatchUpAsync(
            R1, session, new Lsn(target), ticks, truncateTo is { } to ? new Lsn(to) : null, Cancellation.Token).AsTask();

    public Task<RecoveryError> Rebuild(SessionId session, RetainedHistory? history = null) =>
        Orchestrator.CompleteRebuildAsync(R1, session, history ?? Port.Reading.History, Cancellation.Token).AsTask();

    public Task<RecoveryError> Run(SessionId session) => Orchestrator.RunAsync(R1, session, Cancellation.Token).AsTask();

    /// <summary>A replica that is in sync, with its live stream.</summary>
    public async Task<SessionId> InSync()
    {
        var session = Session();
        var error = await Run(session);
        Assert.True(error.IsNone, error.ToString());
        Assert.Equal(ReplicaState.InSync, View().State);
        return session;
    }

    /// <summary>A catch-up session after its handshake.</summary>
    public async Task<SessionId> Decided(ulong flushed = 40, RecoveryBudget budget = default)
    {
        Port.Facts = Facts(flushed);
        var session = Session(budget: budget);
        var answer = await Recover(session);
        Assert.True(answer.Error.IsNone, answer.Error.ToString());
        return session;
    }

    /// <summary>The events of R1 after a sequence number, as "event detail", those of one session only where it is given.</summary>
    public string[] Events(SessionId? session = null, ulong after = 0) =>
        [.. Orchestrator.Log.Read(after, R1).Where(e => session is null || e.Session == session).Select(e => $"{e.Kind.Text()} {e.Detail}".TrimEnd())];

    public ValueTask DisposeAsync()
    {
        Cancellation.Dispose();
        return Orchestrator.DisposeAsync();
    }
}
