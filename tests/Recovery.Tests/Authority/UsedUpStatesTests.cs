using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>Two workers of one session hold the same state: the second one to use it is told that the session has moved on, and changes nothing.</summary>
public sealed class UsedUpStatesTests
{
    private readonly SenderRegistry _registry = NewRegistry();

    private Sender Sender => _registry.Find(R1)!;

    [Fact]
    public void Of_a_catch_up_each_is_used_once()
    {
        var session = Session(SessionKind.CatchUp);
        using var step = _registry.Enter();
        var machine = (CatchUpSession)Sender.Machine(step)!;

        var init = machine.Now(step).Init!.Value;
        Assert.True(Sender.TryBeginConnect(step, session, machine.Now(step).Init!.Value, out _, out _));
        Assert.False(Sender.TryBeginConnect(step, session, init, out _, out var error));
        IsUsedUp(error);

        var decision = RecoveryClassifier.Classify(new Lsn(110), History());
        var connecting = machine.Now(step).Connecting!.Value;
        Assert.True(Sender.TryClassify(step, session, machine.Now(step).Connecting!.Value, decision, out _, out _));
        Assert.False(Sender.TryClassify(step, session, connecting, decision, out _, out error));
        IsUsedUp(error);

        var handshake = machine.Now(step).Handshake!.Value;
        Assert.True(Sender.TryBeginCatchUp(step, session, machine.Now(step).Handshake!.Value, default, out _, out _));
        Assert.False(Sender.TryBeginCatchUp(step, session, handshake, default, out _, out error));
        IsUsedUp(error);

        var before = machine.Now(step).CatchUp!.Value;
        var at = machine.Now(step).CatchUp!.Value;
        Assert.True(Protocol.TryRecordTruncation(step, Sender, session, ref at, new Lsn(100), out _));
        Assert.False(Sender.TryRead(step, session, before, out _, out error));
        IsUsedUp(error);
        Assert.True(Sender.TryRead(step, session, at, out _, out error));
        Assert.Equal(default, error);
        Assert.False(Sender.TryCheckBudget(step, session, ref before, default, out var violation, out error));
        Assert.Equal(BudgetViolation.None, violation);
        IsUsedUp(error);
        Assert.False(Sender.TryRecordProgress(step, session, ref before, new Lsn(100), default, out error));
        IsUsedUp(error);

        Assert.False(Protocol.TryComplete(step, Sender, session, before, out error));
        IsUsedUp(error);
        Assert.Equal("completion_rejected error:wrong_phase", Last());
        Assert.True(Protocol.TryComplete(step, Sender, session, at, out _));
    }

    [Fact]
    public void Of_a_rebuild_each_is_used_once()
    {
        var session = Session(SessionKind.Rebuild);
        using var step = _registry.Enter();
        var machine = (RebuildSession)Sender.Machine(step)!;

        var init = machine.Now(step).Init!.Value;
        Assert.True(Sender.TryExpectInit(step, machine, out var first, out var error));
        Assert.Equal(default, error);
        Assert.True(Sender.TryBeginConnect(step, first, out var connecting, out _));
        Assert.False(Sender.TryBeginConnect(step, init, out _, out error));
        IsUsedUp(error);
        Assert.False(Sender.TryExpectInit(step, machine, out _, out error));
        Assert.Equal((RecoveryCode.WrongPhase, "begin connect"), (error.Code, error.Presented));

        Assert.True(Sender.TryRecordHandshake(step, connecting, Lsn.Zero, new Lsn(9), out _, out _));
        error = Sender.RecordHandshake(session, Lsn.Zero, new Lsn(9));
        Assert.Equal((RecoveryCode.WrongPhase, "record handshake"), (error.Code, error.Presented));
    }

    [Fact]
    public void The_stream_of_a_replica_that_is_not_in_sync_takes_nothing_with_it()
    {
        Session(SessionKind.CatchUp);
        var logged = _registry.Log.LastSequence;
        using var step = _registry.Enter();
        Protocol.LoseSync(step, Sender, RecoveryCode.TransportLost);
        Assert.Equal((ReplicaState.Disconnected, logged), (Sender.State(step), _registry.Log.LastSequence));
    }

    private SessionId Session(SessionKind kind) => Assert.Single(_registry.Apply(Intent(1, 1, [R1], (R1, kind))).Created).Session;

    private string Last() => _registry.Log.Read()[^1] is var e ? $"{e.Kind.Text()} {e.Detail}" : "";

    private static void IsUsedUp(RecoveryError error) => Assert.Equal(
        new RecoveryError(RecoveryCode.WrongPhase, "a state of the session that is used up", "session 1 has moved on", "the state its last transition returned"), error);
}
