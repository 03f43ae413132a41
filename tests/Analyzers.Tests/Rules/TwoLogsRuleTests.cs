using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

/// <summary>In each body <c>/*1*/</c> stands before a comparison of two logs.</summary>
public sealed class TwoLogsRuleTests
{
    private const string Rule = "RPL1012";

    private const string Types = """
        using System;
        using System.Linq;
        using System.Threading.Tasks;
        using Replication;
        public readonly record struct Lsn(ulong Value) : IComparable<Lsn>
        {
            public int CompareTo(Lsn other) => Value.CompareTo(other.Value);
            public static bool operator <(Lsn left, Lsn right) => left.Value < right.Value;
            public static bool operator >(Lsn left, Lsn right) => left.Value > right.Value;
            public static bool operator <=(Lsn left, Lsn right) => left.Value <= right.Value;
            public static bool operator >=(Lsn left, Lsn right) => left.Value >= right.Value;
        }
        public readonly record struct StoreId(string Value);
        [OfOneLog] public sealed record Facts(Lsn Flushed, Lsn? Known, StoreId Store, string Name, bool Unfinished)
        {
            public bool IsBehind(Facts other) => Flushed < other.Flushed;
        }
        [OfOneLog] public sealed record History(Lsn Head, Lsn Tail, StoreId Store, string Name, bool Trusted);
        [OfOneLog] public sealed record Reading(History History, Lsn Start);
        public sealed class Lineage { public Lsn Shared(Facts facts, History history) => facts.Flushed; }
        """;

    [Theory]
    [InlineData("_ = /*1*/facts.Flushed < history.Head;")]
    [InlineData("_ = /*1*/history.Tail >= facts.Flushed;")]
    [InlineData("_ = /*1*/facts.Flushed == history.Head;")]
    [InlineData("_ = /*1*/facts.Known != history.Head;")]
    [InlineData("_ = /*1*/facts.Flushed.CompareTo(history.Head) > 0;")]
    [InlineData("_ = /*1*/facts.Flushed.Equals(history.Head);")]
    [InlineData("_ = /*1*/facts.Flushed.Value < history.Head.Value;")]
    [InlineData("_ = /*1*/facts.Flushed < other.Flushed;")]
    [InlineData("_ = /*1*/facts.Flushed > reading.History.Head;")]
    [InlineData("var flushed = facts.Flushed; var head = reading.History.Head; if (/*1*/flushed < head) return;")]
    [InlineData("while (/*1*/facts.Flushed < history.Head) { }")]
    [InlineData("Func<bool> later = () => /*1*/facts.Flushed < history.Head;")]
    [InlineData("_ = quick switch { true when /*1*/facts.Flushed < history.Head => 1, _ => 2 };")]
    public async Task A_comparison_of_two_logs_is_warned_of(string body) => await RunAsync(body);

    [Theory]
    [InlineData("_ = history.Tail < history.Head;")]
    [InlineData("_ = reading.History.Tail < reading.Start;")]
    [InlineData("var kept = reading.History; _ = kept.Tail < reading.History.Head;")]
    [InlineData("_ = facts.Flushed < new Lsn(7);")]
    [InlineData("_ = lineage.Shared(facts, history) < history.Head;")]
    [InlineData("var shared = lineage.Shared(facts, history); _ = shared < facts.Flushed && shared < history.Head;")]
    [InlineData("var position = facts.Flushed; position = history.Tail; _ = position < history.Head;")]
    [InlineData("_ = facts.Store == history.Store;")]
    [InlineData("_ = facts.Name == history.Name;")]
    [InlineData("_ = facts.Unfinished == history.Trusted;")]
    [InlineData("_ = facts == other;")]
    [InlineData("_ = Math.Max(facts.Flushed.Value, history.Head.Value) > 7;")]
    [InlineData("_ = facts.IsBehind(other);")]
    public async Task One_of_one_log_or_of_what_a_call_answered_or_of_what_is_no_position_is_not(string body) => await RunAsync(body);

    [Fact]
    public async Task The_message_names_both()
    {
        var analyzed = await Analyzed.From(Types + "static class User { static bool Run(Facts facts, History history) => facts.Flushed < history.Head; }");

        Assert.Equal((Rule, "facts.Flushed < history.Head"), analyzed.Only());
        Assert.Equal(
            "'facts.Flushed' and 'history.Head' are positions of two logs. They are comparable up to where both logs are the same: "
            + "cap one at the position up to which the logs are known to agree, and compare that.",
            analyzed.Message());
        Assert.Equal(DiagnosticSeverity.Warning, analyzed.Found[0].Severity);
    }

    private static Task<Analyzed> RunAsync(string body) => Marks.AssertAsync(Rule, $$"""
        {{Types}}
        static class User
        {
            static async Task RunAsync(Facts facts, Facts other, History history, Reading reading, Lineage lineage, bool quick)
            {
                await Task.Yield();
                {{body}}
            }
        }
        """);
}
