using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>While I/O is under way somebody with authority acts: what comes back is refused and what took its place is untouched.</summary>
public sealed class OvertakenTests
{
    public static IEnumerable<TheoryDataRow<string, string, string>> Cases =>
        from entry in new[]
        {
            ("recover", "Facts"), ("recover zero gap", "Live"), ("catchup", "Pin"), ("catchup", "Stream"), ("catchup", "Live"), ("truncate", "Truncate"),
            ("rebuild", "Facts"), ("rebuild", "Pin"), ("rebuild", "Transfer"), ("rebuild", "Live"), ("tail", "Stream"),
        }
        from act in new[] { "supersede", "epoch", "invalidate epoch", "endpoint", "remove", "remove and name again" }
        select new TheoryDataRow<string, string, string>(entry.Item1, entry.Item2, act);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task F17_What_comes_back_for_a_session_that_ended_changes_nothing(string entry, string op, string act)
    {
        await using var world = new RecoveryWorld();
        var rebuild = entry is "rebuild" or "tail";
        world.Port.Facts = Facts(entry switch { "recover zero gap" => 100UL, "truncate" => 110UL, _ => 40UL });
        if (entry == "tail") world.Port.Reading = new HistoryReading(History(checkpoint: 60, trusted: true), null);
        var session = world.Session(rebuild ? SessionKind.Rebuild : SessionKind.CatchUp);
        if (entry is "catchup" or "truncate") await world.Recover(session);
        var gate = world.Port.Hold(Enum.Parse<PortOp>(op));
        Task<RecoveryError> work = entry switch
        {
            "catchup" => world.CatchUp(session),
            "truncate" => world.CatchUp(session, truncateTo: 100),
            "recover" or "recover zero gap" => Recover(),
            _ => world.Rebuild(session),
        };
        await gate.Entered;

        var endpoint = new AssignmentIntent(new Epoch(1), 90, [new(R1, At(2)), new(R2, At())], []);
        _ = act switch
        {
            "supersede" => world.Assign(1, (R1, SessionKind.Reassign)),
            "epoch" => world.Assign(2, (R1, SessionKind.Reassign)),
            "endpoint" => world.Orchestrator.ProcessAssignment(endpoint with { Targets = [new(R1, SessionKind.Reassign)] }),
            "remove" or "remove and name again" => world.Orchestrator.ProcessAssignment(Intent(1, 90, [R2])),
            _ => Bump(),
        };
        if (act == "remove and name again") world.Orchestrator.ProcessAssignment(Intent(1, 91, [R1, R2], (R1, SessionKind.Reassign)));
        var successor = world.Registry.Find(R1)?.View();
        gate.Open();

        var expected = act switch
        {
            "remove" or "remove and name again" => RecoveryCode.SenderStopped,
            "invalidate epoch" => RecoveryCode.NoActiveSession,
            _ => RecoveryCode.SessionMismatch,
        };
        Assert.Equal(expected, (await work).Code);
        Assert.Equal(successor, world.Registry.Find(R1)?.View());
        Assert.NotEqual(session, successor?.Session?.Session);
        Assert.Equal(1, world.Events(session).Count(e => e.StartsWith("session_invalidated ", StringComparison.Ordinal)));
        Assert.DoesNotContain(world.Events(session), e => e.StartsWith("completed", StringComparison.Ordinal) || e.StartsWith("rebuild_completed", StringComparison.Ordinal));
        Assert.Equal(0, world.Registry.Status().InSync);
        Assert.Empty(world.Orchestrator.Acknowledged);
        Assert.All(world.Port.Streams, s => Assert.True(s.Disposed));
        world.Port.AssertPinsAreAccountedFor();
        return;

        async Task<RecoveryError> Recover() => (await world.Recover(session)).Error;

        AssignmentAnswer? Bump()
        {
            Assert.Equal(1, world.Invalidated(2));
            return null;
        }
    }
}
