using Stateless;

namespace Replication.Interop.Tests;

/// <summary>Stateless at the outside, a generated machine within: the bodies are the generated machine's own.</summary>
public sealed class FrontTests
{
    private readonly Door _door = Door.Start(new Door.Closed(7), out _);
    private readonly StateMachine<string, string> _front;
    private int _asked;

    public FrontTests() => _front = Door.Definition.ToStateless(() => _door.Now().State, static _ => { }, new StatelessBodies { Body = Fire });

    [Fact]
    public void A_trigger_fired_outside_moves_the_machine_within()
    {
        _front.Fire("Open", new Door.Open(7));
        _front.Fire("Push", new Door.Push(3));

        Assert.Equal(3, _door.Now().Opened!.Value.Read().Width);
        Assert.Equal((2UL, 2), (_door.Transitions, _asked));
        Assert.Equal("Opened", _front.State);
    }

    [Fact]
    public void What_moves_the_machine_within_is_seen_outside()
    {
        Assert.True(_door.TryFire(new Door.Smash(), out _, out _));

        Assert.Equal("Broken", _front.State);
        Assert.False(_front.CanFire("Open"));
    }

    [Fact]
    public void A_branch_goes_where_the_machine_within_went()
    {
        _front.Fire("Unlock", new Door.Unlock(7, Enter: false));
        Assert.Equal("Closed", _front.State);

        _front.Fire("Unlock", new Door.Unlock(7, Enter: true));
        Assert.Equal("Opened", _front.State);
    }

    [Fact]
    public void A_refusal_is_told_in_the_bodys_words_and_runs_no_action()
    {
        _front.Configure("Closed").OnExit(() => Assert.Fail("left"));

        var error = Assert.Throws<StatelessTableException>(() => _front.Fire("Open", new Door.Open(8)));

        Assert.Equal(StatelessTableError.Refused, error.Error);
        Assert.StartsWith("WrongCode: presented 8, what stands is 7", error.Refusal, StringComparison.Ordinal);
        Assert.StartsWith("Open in state Closed of Door was refused: WrongCode", error.Message, StringComparison.Ordinal);
        Assert.Equal(("Closed", 0UL, 1), (_front.State, _door.Transitions, _asked));
    }

    [Fact]
    public void A_refusal_can_be_had_by_value()
    {
        Assert.False(_front.TryFire("Open", new Door.Open(8), out var refusal));
        Assert.StartsWith("WrongCode", refusal, StringComparison.Ordinal);

        Assert.False(_front.TryFire("Push", new Door.Push(1), out refusal));
        Assert.Null(refusal);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public void What_a_body_throws_reaches_the_one_who_fired()
    {
        _front.Fire("Open", new Door.Open(7));

        Assert.Throws<ArgumentOutOfRangeException>(() => _front.Fire("Push", new Door.Push(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _front.TryFire("Push", new Door.Push(0), out _));

        Assert.Equal(("Opened", 1UL), (_front.State, _door.Transitions));
        _front.Fire("Push", new Door.Push(1));
    }

    [Theory]
    [InlineData("Broken", "The body of Door: Closed, Unlock -> Closed | Opened answered Broken, where the table has no such row.")]
    [InlineData(null, "The body of Door: Closed, Unlock -> Closed | Opened accepted without a next state; it has to choose one.")]
    public void An_answer_that_no_row_leads_to_changes_nothing(string? answer, string message)
    {
        var machine = Door.Definition.ToStateless(
            "Closed", new StatelessBodies { Body = (_, _) => answer is null ? StatelessAnswer.Accept : StatelessAnswer.To(answer) });

        var error = Assert.Throws<StatelessTableException>(() => machine.Fire("Unlock"));

        Assert.Equal((StatelessTableError.OtherTarget, message), (error.Error, error.Message));
        Assert.Equal("Closed", machine.State);
    }

    private StatelessAnswer Fire(StatelessCell cell, object? payload)
    {
        _asked++;
        Door.Current now;
        Rejection<DoorError> why;
        var made = payload switch
        {
            Door.Open open => _door.TryFire(open, out now, out why),
            Door.Unlock unlock => _door.TryFire(unlock, out now, out why),
            Door.Push push => _door.TryFire(push, out now, out why),
            Door.Close close => _door.TryFire(close, out now, out why),
            _ => _door.TryFire(new Door.Smash(), out now, out why),
        };
        return made ? StatelessAnswer.To(now.State) : StatelessAnswer.Refuse(why.ToString());
    }
}
