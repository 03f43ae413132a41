using Replication.Analyzers.Switches;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class CoveredSwitchTests
{
    private const string Types = """
        using System;
        using Replication;

        """;

    private const string Machine = """

        [StateMachine<Why>(Fence.None)]
        [On<Idle, Check, Idle>]
        [On<Idle, Check, Done>]
        public sealed partial class Work
        {
            public readonly record struct Idle;
            public readonly record struct Done;
            public readonly record struct Check;
            static Next<Idle, Done, Why> On(in Idle s, in Check t) => new Done();
        }
        public enum Why { None }
        [OneOf] public sealed record Reply(Exception? Fault, int? Value);
        [OneOf] public sealed record Words(string? Left, string? Right);
        public readonly record struct Plain(int? First, int? Second);
        """;

    [Theory]
    [InlineData("outcome switch { { Idle: { } } => 1, { Done: { } } => 2 }", "CS8655")]
    [InlineData("outcome switch { { Idle: { } } or { Done: { } } => 2 }", "CS8655")]
    [InlineData("outcome switch { { Idle: { } } when quick => 0, { Idle: { } } => 1, { Done: { } } => 2 }", "CS8655")]
    [InlineData("outcome switch { { State: \"Idle\" } when quick => 0, { Idle: { } } => 1, { Done: { } } => 2 }", "CS8655")]
    [InlineData("outcome switch { var other when quick => 0, { Idle: { } } => 1, { Done: { } } => 2 }", "CS8847")]
    [InlineData("maybe switch { null => 0, { Idle: { } } => 1, { Done: { } } => 2 }", "CS8655")]
    [InlineData("reply switch { { Fault: { } } => 1, { Value: { } } => 2 }", "CS8655")]
    [InlineData("words switch { { Left: { } } => 1, { Right: { } } => 2 }", "CS8655")]
    [InlineData("likely switch { null => 0, { Fault: { } } => 1, { Value: { } } => 2 }", "CS8655")]
    public async Task What_the_compiler_says_of_a_switch_with_every_case_is_no_error(string expression, string id) =>
        Assert.Equal([(id, true)], await Suppressed.From(Using(expression)));

    [Theory]
    [InlineData("outcome switch { { Idle: { } } => 1 }", "CS8655")]
    [InlineData("outcome switch { { Idle: { } } => 1, { Done: { } } when quick => 2 }", "CS8655")]
    [InlineData("maybe switch { { Idle: { } } => 1, { Done: { } } => 2 }", "CS8655")]
    [InlineData("likely switch { { Fault: { } } => 1, { Value: { } } => 2 }", "CS8655")]
    [InlineData("reply switch { { Fault: { } } => 1, { Value: > 0 } => 2 }", "CS8655")]
    [InlineData("plain switch { { First: { } } => 1, { Second: { } } => 2 }", "CS8655")]
    [InlineData("why switch { Why.None => 1 }", "CS8524")]
    [InlineData("(outcome, quick) switch { ({ Idle: { } }, _) => 1, ({ Done: { } }, _) => 2 }", "CS8655")]
    public async Task What_it_says_of_any_other_stays(string expression, string id) => Assert.Equal([(id, false)], await Suppressed.From(Using(expression)));

    [Theory]
    [InlineData("outcome switch { { Idle: { } } => 1, { Done: { } } => 2, _ => throw new InvalidOperationException() }")]
    [InlineData("outcome switch { { Idle: { } } => 1, { Done: { } } => 2, _ => 3 }")]
    public async Task A_switch_with_a_catch_all_needs_nothing(string expression) => Assert.Empty(await Suppressed.From(Using(expression)));

    [Fact]
    public async Task Of_two_switches_within_each_other_each_is_looked_at() => Assert.Equal(
        [("CS8655", true), ("CS8655", false)],
        await Suppressed.From(Using("outcome switch { { Idle: { } } => reply switch { { Fault: { } } => 1 }, { Done: { } } => 2 }")));

    [Fact]
    public async Task Top_level_statements_are_looked_at() => Assert.Equal(
        [("CS8655", true)],
        await Suppressed.From(Types + "Work.IdleCheckOutcome outcome = default; Console.WriteLine(outcome switch { { Idle: { } } => 1, { Done: { } } => 2 });" + Machine));

    [Fact]
    public void A_suppression_says_why() => Assert.All(new CoveredSwitchSuppressor().SupportedSuppressions, suppression =>
    {
        Assert.Equal("RPLS0001", suppression.Id);
        Assert.NotEmpty(suppression.Justification.ToString(System.Globalization.CultureInfo.InvariantCulture));
    });

    private static string Using(string expression) => $$"""
        {{Types}}{{Machine}}
        static class User
        {
            internal static int Run(Work.IdleCheckOutcome outcome, Work.IdleCheckOutcome? maybe, Reply reply, Reply? likely, Words words, Plain plain, Why why, bool quick) =>
                {{expression}};
        }
        """;
}
