using System.Collections.Immutable;
using Replication.Exploration.Model;
using Replication.Recovery;

namespace Replication.Exploration.Core;

/// <summary>
/// The core itself, as a world has it: a registry with its senders and their sessions, brought there by its own operations, and read back after every move. One a thread.
/// </summary>
internal sealed class RealCore
{
    public static readonly ReplicaId[] Names = [new("r1"), new("r2")];
    public static readonly VolumeId Volume = new("v");

    private static readonly Endpoint[] _endpoints = [new("a", "b", 1), new("a", "b", 2), new("a", "b", 0)];
    private static readonly AssignmentIntent[] _intents = Intents();

    private readonly RecoveryLog _log = new(new StandingTime(), 256);
    private readonly SessionIdSource _ids = new(new Remembered());
    private readonly SessionId[] _live = new SessionId[2];
    private ulong _logged;

    public SenderRegistry Registry { get; private set; } = null!;

    /// <summary>The events since the core was brought where the world has it.</summary>
    public IReadOnlyList<RecoveryEvent> Events => _log.Read(_logged);

    /// <summary>The session that was live on a replica when the core was brought there.</summary>
    public SessionId LiveBefore(int replica) => _live[replica];

    /// <summary>The session that is live on a replica now.</summary>
    public SessionId Live(int replica)
    {
        using var step = Registry.Enter();
        return Sender(replica)?.LiveSession(step) ?? SessionId.None;
    }

    public Sender? Sender(int replica) => Registry.Find(Names[replica]);

    /// <summary>The core as a new process has it: nobody is named, and only what is durable is known.</summary>
    public void Restart(int highWater)
    {
        Registry = new SenderRegistry(Volume, _ids, _log);
        RaiseTo(highWater);
    }

    /// <summary>Brings the core where a world has it.</summary>
    public void Bring(in World world)
    {
        Registry = new SenderRegistry(Volume, _ids, _log);
        if (world.Accepted > 0)
        {
            _ = Registry.Apply(Intent(world.Accepted, 1, world.First.IsNamed, world.Second.IsNamed));

            // The sender of the lower epoch goes first: to move the other one on raises the high-water, and below that no session begins.
            var late = world.First.Epoch > world.Second.Epoch;
            Bring(late ? 1 : 0, late ? world.Second : world.First);
            Bring(late ? 0 : 1, late ? world.First : world.Second);
        }

        RaiseTo(world.HighWater);
        for (var replica = 0; replica < 2; replica++) _live[replica] = Live(replica);

        _logged = _log.LastSequence;
    }

    /// <summary>Reads what the core holds into a world.</summary>
    public void Read(ref World world)
    {
        using var step = Registry.Enter();
        world.HighWater = (int)Registry.HighWater(step).Value;
        world.Accepted = (int)Registry.AcceptedEpoch(step).Value;
        Read(step, 0, ref world.First);
        Read(step, 1, ref world.Second);
    }

    /// <summary>An intent of an epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="revision">1 = the one that brought the core where it is; 0 is older, 2 newer.</param>
    /// <param name="first">Whether it names the first replica.</param>
    /// <param name="second">Whether it names the second.</param>
    /// <param name="target">0 = none; 1, 2 = catch-up of the first or second; 3, 4 = rebuild.</param>
    /// <param name="moved">0 = none; 1, 2 = the first or second has another endpoint; 3 = both have one of a lower version.</param>
    public static AssignmentIntent Intent(int epoch, int revision, bool first, bool second, int target = 0, int moved = 0) =>
        _intents[Index(epoch, revision, (first ? 1 : 0) + (second ? 2 : 0), target, moved)];

    private static int Index(int epoch, int revision, int named, int target, int moved) => (((((((epoch * 3) + revision) * 4) + named) * 5) + target) * 4) + moved;

    private static AssignmentIntent[] Intents()
    {
        var intents = new AssignmentIntent[Index(3, 2, 3, 4, 3) + 1];
        var all = from epoch in Enumerable.Range(1, 3)
                  from revision in Enumerable.Range(0, 3)
                  from named in Enumerable.Range(0, 4)
                  from target in Enumerable.Range(0, 5)
                  from moved in Enumerable.Range(0, 4)
                  select (epoch, revision, named, target, moved);
        foreach (var (epoch, revision, named, target, moved) in all)
        {
            ImmutableArray<AssignedReplica> replicas =
            [
                .. (named & 1) != 0 ? new[] { new AssignedReplica(Names[0], _endpoints[moved == 3 ? 2 : moved == 1 ? 1 : 0]) } : [],
                .. (named & 2) != 0 ? new[] { new AssignedReplica(Names[1], _endpoints[moved == 3 ? 2 : moved == 2 ? 1 : 0]) } : [],
            ];
            ImmutableArray<RecoveryTarget> targets = target == 0 ? []
                : [new RecoveryTarget(Names[(target - 1) % 2], target <= 2 ? SessionKind.CatchUp : SessionKind.Rebuild)];
            intents[Index(epoch, revision, named, target, moved)] = new AssignmentIntent(new Epoch((ulong)epoch), (ulong)revision + 1, replicas, targets);
        }

        return intents;
    }

    // A session that was at work when another took its place: the replica's state is still what it was.
    private static void Superseded(Sender sender, Epoch epoch, ReplicaState state, SessionKind kind)
    {
        var before = Attach(sender, epoch, SessionKind.CatchUp);
        Demand(sender.BeginConnect(before));
        if (state == ReplicaState.CatchingUp)
        {
            Demand(sender.RecordHandshake(before, Lsn.Zero, At(1)));
            Demand(sender.BeginCatchUp(before, default));
        }

        Demand(sender.Supersede(kind, new EndReason(EndCause.AssignmentIntent)).TryGet(out _, out var error), error);
    }

    private void RaiseTo(int highWater)
    {
        using var step = Registry.Enter();
        if ((int)Registry.HighWater(step).Value < highWater) _ = Registry.InvalidateEpoch(new Epoch((ulong)highWater), out _);
    }

    private void Bring(int replica, in Replica to)
    {
        if (!to.IsNamed) return;
        var sender = Sender(replica)!;
        var epoch = new Epoch((ulong)to.Epoch);
        if (EpochOf(sender) < epoch) Demand(Registry.UpdateSenderEpoch(Names[replica], epoch));
        var isWorking = to.Lifecycle != Lifecycle.None && to.Phase != Phase.Init;
        if (!isWorking && to.State == ReplicaState.InSync)
        {
            var done = Attach(sender, epoch, SessionKind.CatchUp);
            Demand(sender.BeginConnect(done));
            Demand(sender.RecordHandshake(done, Lsn.Zero, Lsn.Zero));
            Demand(sender.Complete(done));
        }
        else if (!isWorking && to.State is ReplicaState.Degraded or ReplicaState.NeedsRebuild)
        {
            Demand(sender.Invalidate(epoch, to.State));
        }

        if (to.Lifecycle == Lifecycle.None) return;
        var kind = to.Lifecycle == Lifecycle.CatchUp ? SessionKind.CatchUp : SessionKind.Rebuild;
        if (!isWorking && to.State is ReplicaState.Connecting or ReplicaState.CatchingUp)
        {
            Superseded(sender, epoch, to.State, kind);
            return;
        }

        var session = Attach(sender, epoch, kind);
        if (to.Phase == Phase.Init) return;
        Demand(sender.BeginConnect(session));
        if (to.Phase == Phase.Connecting) return;
        if (to.Lifecycle == Lifecycle.CatchUp) BringCatchUp(sender, session, to);
        else BringRebuild(sender, session, to);
    }

    private Epoch EpochOf(Sender sender)
    {
        using var step = Registry.Enter();
        return sender.Epoch(step);
    }

    private void BringCatchUp(Sender sender, SessionId session, in Replica to)
    {
        using var step = Registry.Enter();
        Lsn? truncateTo = to.TruncateTo == 0 ? null : At(to.TruncateTo - 1);
        var decision = new RecoveryDecision(RecoveryOutcome.CatchUp, default, At(to.Start), At(to.Target), truncateTo);
        Demand(sender.TryPresentCatchUp(step, session, out var machine, out var error), error);
        Demand(sender.TryClassify(step, session, machine!.Now(step).Connecting!.Value, decision, out _, out error), error);
        if (to.Phase == Phase.CatchUp) Demand(sender.BeginCatchUp(session, default));
        if (to.IsDone) Demand(sender.RecordTruncation(session, truncateTo!.Value));
        if (to.Reached > to.Start) Demand(sender.RecordProgress(session, At(to.Reached), default));
    }

    private void BringRebuild(Sender sender, SessionId session, in Replica to)
    {
        Demand(sender.RecordHandshake(session, At(to.Start), At(to.Target)));
        if (to.Phase == Phase.Handshake) return;
        var snapshot = to.IsSnapshot ? At(to.TruncateTo - 1) : Lsn.Zero;
        Demand(sender.SelectSource(session, new RebuildSource(to.IsSnapshot ? RebuildSourceKind.SnapshotTail : RebuildSourceKind.FullBase, snapshot, At(to.SourceTarget))));
        if (to.Phase == Phase.SourceSelect) return;
        Demand(sender.BeginTransfer(session));
        if (to.Phase == Phase.TailReplay)
        {
            if (snapshot > Lsn.Zero) Demand(sender.RecordBase(session, snapshot));
            Demand(sender.BeginTail(session));
            if (to.Reached > 0) Demand(sender.RecordTail(session, At(to.Reached)));
            return;
        }

        if (to.IsDone)
        {
            using var step = Registry.Enter();
            Demand(sender.TryPresentRebuild(step, session, out var machine, out var error), error);
            var transfer = machine!.Now(step).Transfer!.Value;
            Demand(sender.TryVerifyBase(step, ref transfer, At(to.Reached), out error), error);
        }
        else if (to.Reached > 0)
        {
            Demand(sender.RecordBase(session, At(to.Reached)));
        }
    }

    private void Read(in OwnerStep step, int index, ref Replica replica)
    {
        var before = replica.Live;
        var sender = Sender(index);
        replica.IsNamed = sender is not null;
        replica.State = sender?.State(step) ?? default;
        replica.Epoch = (int)(sender?.Epoch(step).Value ?? 0);
        (replica.Lifecycle, replica.Phase, replica.Start, replica.Target, replica.Reached) = (Lifecycle.None, Phase.Init, 0, 0, 0);
        (replica.TruncateTo, replica.IsDone, replica.IsSnapshot, replica.SourceTarget) = (0, false, false, 0);
        var live = sender?.LiveSession(step) ?? SessionId.None;
        replica.Live = live == SessionId.None ? 0 : live == _live[index] ? before : 1 + Math.Max(before, Math.Max(replica.Promised, replica.LateSession));
        switch (sender?.Machine(step))
        {
            case CatchUpSession catchUp:
                replica.Lifecycle = Lifecycle.CatchUp;
                Read(step, catchUp, ref replica);
                break;
            case RebuildSession rebuild:
                replica.Lifecycle = Lifecycle.Rebuild;
                Read(step, rebuild, ref replica);
                break;
        }
    }

    private static void Read(in OwnerStep step, CatchUpSession session, ref Replica replica)
    {
        switch (session.Now(step))
        {
            case { Connecting: { } }:
                replica.Phase = Phase.Connecting;
                break;
            case { Handshake: { } at } when at.TryRead(step, out var s):
                replica.Phase = Phase.Handshake;
                (replica.Start, replica.Target, replica.Reached, replica.IsDone) = (Of(s.Start), Of(s.Target), Of(s.Start), s.Truncated);
                replica.TruncateTo = s.TruncateTo is { } to ? Of(to) + 1 : 0;
                break;
            case { CatchUp: { } at } when at.TryRead(step, out var s):
                replica.Phase = Phase.CatchUp;
                (replica.Start, replica.Target, replica.Reached, replica.IsDone) = (Of(s.Start), Of(s.Target), Of(s.Recovered), s.Truncated);
                replica.TruncateTo = s.TruncateTo is { } required ? Of(required) + 1 : 0;
                break;
            default:
                break;
        }
    }

    private static void Read(in OwnerStep step, RebuildSession session, ref Replica replica)
    {
        switch (session.Now(step))
        {
            case { Connecting: { } }:
                replica.Phase = Phase.Connecting;
                break;
            case { Handshake: { } at } when at.TryRead(step, out var s):
                replica.Phase = Phase.Handshake;
                Read(s, ref replica);
                break;
            case { SourceSelect: { } at } when at.TryRead(step, out var s):
                replica.Phase = Phase.SourceSelect;
                Read(s.Range, s.Source, ref replica);
                break;
            case { Transfer: { } at } when at.TryRead(step, out var s):
                replica.Phase = Phase.Transfer;
                Read(s.Range, s.Source, ref replica);
                (replica.Reached, replica.IsDone) = (Of(s.Base), s.Verified);
                break;
            case { TailReplay: { } at } when at.TryRead(step, out var s):
                replica.Phase = Phase.TailReplay;
                Read(s.Range, s.Source, ref replica);
                replica.Reached = Of(s.Tail);
                break;
            default:
                break;
        }
    }

    private static void Read(RebuildSession.Handshake range, ref Replica replica) => (replica.Start, replica.Target) = (Of(range.Start), Of(range.Target));

    // The snapshot's LSN takes the place of a truncation, which a rebuild has not.
    private static void Read(RebuildSession.Handshake range, RebuildSource source, ref Replica replica)
    {
        Read(range, ref replica);
        (replica.IsSnapshot, replica.SourceTarget) = (source.Kind == RebuildSourceKind.SnapshotTail, Of(source.Target));
        replica.TruncateTo = replica.IsSnapshot ? Of(source.Snapshot) + 1 : 0;
    }

    private static Lsn At(int lsn) => new((ulong)lsn);

    private static int Of(Lsn lsn) => (int)lsn.Value;

    private static SessionId Attach(Sender sender, Epoch epoch, SessionKind kind)
    {
        Demand(sender.Attach(epoch, kind).TryGet(out var session, out var error), error);
        return session;
    }

    private static void Demand(RecoveryError error) => Demand(error.IsNone, error);

    private static void Demand(bool done, RecoveryError error)
    {
        if (!done) throw new InvalidOperationException($"The core could not be brought where the world has it: {error}");
    }

    private sealed class StandingTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }

    // IDs of worlds' own sessions lie below: they are numbers that say no more than their order.
    private sealed class Remembered : ISessionIdJournal
    {
        public ulong HighWater { get; private set; } = 1000;

        public RecoveryError Reserve(ulong highWater)
        {
            HighWater = highWater;
            return default;
        }
    }
}
