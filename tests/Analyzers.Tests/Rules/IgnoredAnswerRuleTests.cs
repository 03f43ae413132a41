using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class IgnoredAnswerRuleTests
{
    private const string Pin = "class Pin { [Consumes(true)] public bool TryRelease() => true; [Consumes] public bool Release() => true; public bool TryLook() => true; }";

    [Theory]
    [InlineData("at.TryBegin(step, out _, out _)")]
    [InlineData("work.TryFire(step, new Work.Begin(), out _, out _)")]
    [InlineData("pin.TryRelease()")]
    public async Task A_statement_that_is_such_a_call_is_reported(string call)
    {
        var analyzed = await Run(call + ";");

        Assert.Empty(analyzed.Errors);
        Assert.Equal(("RPL1003", call), analyzed.Only());
    }

    [Theory]
    [InlineData("_ = at.TryBegin(step, out _, out _);")]
    [InlineData("if (at.TryBegin(step, out _, out _)) return;")]
    [InlineData("var made = at.TryBegin(step, out _, out _);")]
    [InlineData("work.TryFire(step, Work.Trigger.Finish);")]
    [InlineData("pin.Release();")]
    [InlineData("pin.TryLook();")]
    [InlineData("new System.Collections.Generic.Dictionary<int, int>().TryAdd(1, 1);")]
    public async Task An_answer_that_is_heard_or_discarded_or_says_nothing_of_a_value_is_not(string statement)
    {
        var analyzed = await Run(statement);

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    private static Task<Analyzed> Run(string statement) => Analyzed.From(Machine.With(
        elsewhere: $"{Pin} static class User {{ static void Run(FenceOwner owner, Work work, At<Work.Idle> at, Pin pin) {{ using var step = owner.Enter(); {statement} }} }}"));
}
