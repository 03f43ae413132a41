using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

/// <summary>In each body <c>/*1*/</c> stands before a <c>switch</c> that leaves out a case.</summary>
public sealed class MissingCaseRuleTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Replication;
        [StateMachine<Why>(Fence.None)]
        [On<Idle, Begin, Busy>]
        [On<Busy, Check, Idle>]
        [On<Busy, Check, Done>]
        [On<Done, Again, Idle>]
        public sealed partial class Work
        {
            public readonly record struct Idle;
            public readonly record struct Busy(int Percent);
            public readonly record struct Done;
            public readonly record struct Begin;
            public readonly record struct Check;
            public readonly record struct Again;
            static Busy On(in Idle s, in Begin t) => new(0);
            static Next<Idle, Done, Why> On(in Busy s, in Check t) => s.Percent == 100 ? new Done() : new Idle();
        }
        public enum Why { None }
        public sealed record Fault(string Text, bool IsFinal, int Code, string? Hint);
        [OneOf] public sealed record Reply(Fault? Fault, int? Value) { public string Name => ""; public static Reply? Last => null; }
        [OneOf] public readonly struct Either<TLeft, TRight> where TLeft : class where TRight : struct
        {
            public TLeft? Left { get; init; }
            public TRight? Right { get; init; }
            public string Name => "";
        }
        [OneOf] public sealed class Nothing { public string Name => ""; }
        public readonly record struct Plain(int? First, int? Second);

        """;

    [Theory]

    // Statements.
    [InlineData("/*1*/switch (outcome) { case { Idle: { } at }: Use(at); break; }")]
    [InlineData("/*1*/switch (outcome) { case { Idle: { } }: break; default: throw new InvalidOperationException(); }")]
    [InlineData("/*1*/switch (outcome) { case { Idle: { } }: break; default: { throw new InvalidOperationException(); } }")]
    [InlineData("/*1*/switch (outcome) { case { Idle: { } }: break; case var other: throw new InvalidOperationException(other.State); }")]
    [InlineData("/*1*/switch (outcome) { case { Idle: { } }: break; case { }: throw new InvalidOperationException(); }")]
    [InlineData("/*1*/switch (outcome) { case { Idle: { } }: break; case { State: var name }: throw new InvalidOperationException(name); }")]
    [InlineData("/*1*/switch (outcome) { case { Idle: { } }: break; case { State: \"Done\" }: break; }")]
    [InlineData("/*1*/switch (outcome) { case { Idle: { } }: break; case { Done: { } } when quick: break; }")]
    [InlineData("/*1*/switch (outcome) { case { Idle: { } }: break; case { Done: { } at } when at.IsCurrent(): break; case { Done: { } at } when !at.IsCurrent(): break; }")]
    [InlineData("/*1*/switch (outcome) { case { Idle: { } }: break; case { Done: null }: break; }")]
    [InlineData("/*1*/switch (outcome) { }")]
    [InlineData("/*1*/switch (outcome) { case { State: \"Idle\" }: break; }")]
    [InlineData("/*1*/switch (work.Now()) { case { Idle: { } }: break; case { Done: { } }: break; }")]
    [InlineData("switch (outcome) { case { Idle: { } at }: Use(at); break; case { Done: { } at }: Use(at); break; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case { Done: { } }: break; default: throw new InvalidOperationException(); }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; default: return; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; default: break; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; default: Use(quick); throw new InvalidOperationException(); }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case var other: Use(other.State); break; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case not { Idle: { } }: throw new InvalidOperationException(); }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case { Done: { } }: throw new InvalidOperationException(); }")]
    [InlineData("switch (outcome) { case { Idle: not null }: case { Done: not null }: break; }")]
    [InlineData("switch (outcome) { case { Idle: { } } or { Done: { } }: break; }")]
    [InlineData("switch (outcome) { case ({ Idle: { } }) or ({ Done: { } }): break; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case { Done: At<Work.Done> at }: Use(at); break; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case { Done: At<Work.Done> }: break; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case { Idle: null, Done: { } at }: Use(at); break; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case { Done: { } at, State: var name }: Use(at); break; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case { Done: { } } and { State: var name }: Use(name); break; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case { Done: { } } when true: break; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case { Done: var at }: Use(at); break; }")]
    [InlineData("switch (outcome) { case { Idle: { } }: break; case { Idle: null }: break; }")]
    [InlineData("switch (outcome) { default: throw new InvalidOperationException(); }")]
    [InlineData("switch (outcome) { case { State: \"Idle\" }: break; default: throw new InvalidOperationException(); }")]
    [InlineData("switch (outcome) { case var other when other.State == \"Idle\": break; default: throw new InvalidOperationException(); }")]
    [InlineData("switch (outcome.State) { case \"Idle\": break; }")]
    [InlineData("switch ((outcome, quick)) { case ({ Idle: { } }, true): break; }")]
    [InlineData("switch (plain) { case { First: { } }: break; }")]
    [InlineData("switch (nothing) { case { Name: \"\" }: break; }")]
    [InlineData("if (outcome is { Idle: { } at }) Use(at);")]

    // Expressions.
    [InlineData("_ = outcome /*1*/switch { { Idle: { } } => 1, _ => throw new InvalidOperationException() };")]
    [InlineData("_ = outcome /*1*/switch { { Idle: { } } => 1 };")]
    [InlineData("_ = outcome /*1*/switch { { Idle: { } } => 1, { Done: { } } when quick => 2, _ => throw new InvalidOperationException() };")]
    [InlineData("int? number = outcome /*1*/switch { { Idle: { } } => 1, var other => throw new InvalidOperationException(other.State) };")]
    [InlineData("_ = outcome switch { { Idle: { } } => 1, _ => 2 };")]
    [InlineData("_ = outcome switch { { Idle: { } } => 1, { Done: { } } => 2, _ => throw new InvalidOperationException() };")]
    [InlineData("_ = outcome switch { { Idle: { } } => 1, { Done: { } } => 2 };")]
    [InlineData("_ = outcome switch { { Idle: { } } => 1, { Done: { } } => throw new InvalidOperationException() };")]
    [InlineData("_ = outcome switch { { Idle: { } } => outcome /*1*/switch { { Done: { } } => 1, _ => throw new InvalidOperationException() }, { Done: { } } => 2 };")]

    // Anyone's unions.
    [InlineData("/*1*/switch (reply) { case { Fault: { } }: break; }")]
    [InlineData("/*1*/switch (reply) { case { Fault.Code: 3 }: break; case { Value: { } }: break; }")]
    [InlineData("/*1*/switch (reply) { case { Fault: { Hint: { } hint } }: Use(hint); break; case { Value: { } }: break; }")]
    [InlineData("/*1*/switch (reply) { case { Fault: { } }: break; case { Value: > 0 }: break; }")]
    [InlineData("switch (reply) { case { Fault: { Text: { } text } }: Use(text); break; case { Value: { } }: break; }")]
    [InlineData("switch (reply) { case { Fault: { Text: var text, Code: var code } }: Use(text); break; case { Value: { } }: break; }")]
    [InlineData("switch (reply) { case { Fault.Text: { } text }: Use(text); break; case { Value: int value }: Use(value); break; }")]
    [InlineData("switch (reply) { case { Fault: (var text, _, _, _) }: Use(text); break; case { Value: { } }: break; }")]
    [InlineData("switch (reply) { case { Fault: var (text, final, _, _) }: Use(text); break; case { Value: { } }: break; }")]
    [InlineData("switch (reply) { case { Fault.IsFinal: true }: break; case { Fault.IsFinal: false }: break; case { Value: { } }: break; }")]
    [InlineData("switch (reply) { case (null, { } value): Use(value); break; default: break; }")]
    [InlineData("switch (reply) { case Reply { Fault: { } }: break; case Reply { Value: { } } other: Use(other); break; }")]
    [InlineData("/*1*/switch (either) { case { Left: { } }: break; }")]
    [InlineData("switch (either) { case { Left: string left }: Use(left); break; case { Right: int right }: Use(right); break; }")]

    // A union that may be missing itself.
    [InlineData("/*1*/switch (Reply.Last) { case null: break; case { Fault: { } }: break; }")]
    [InlineData("switch (Reply.Last) { case null: break; case { Fault: { } }: break; case { Value: { } }: break; }")]
    [InlineData("/*1*/switch (maybe) { case null: break; case { Idle: { } }: break; }")]
    [InlineData("/*1*/switch (maybe) { case { Idle: { } }: break; default: throw new InvalidOperationException(); }")]
    [InlineData("switch (maybe) { case null: break; case { Idle: { } }: break; case { Done: { } }: break; }")]

    // Wherever it stands.
    [InlineData("Action later = () => { /*1*/switch (outcome) { case { Idle: { } }: break; } };")]
    [InlineData("Func<int> later = () => outcome /*1*/switch { { Idle: { } } => 1, _ => throw new InvalidOperationException() };")]
    [InlineData("void Later() { /*1*/switch (outcome) { case { Idle: { } }: break; } } Later();")]
    [InlineData("foreach (var one in new List<int>()) { /*1*/switch (outcome) { case { Idle: { } }: continue; } }")]
    [InlineData("while (quick) { switch (outcome) { case { Idle: { } }: continue; case { Done: { } }: return; } }")]
    [InlineData("/*1*/switch (outcome) { case { Idle: { } }: /*1*/switch (reply) { case { Value: { } }: break; } break; }")]
    [InlineData("_ = from one in new[] { outcome } select one /*1*/switch { { Idle: { } } => 1, _ => throw new InvalidOperationException() };")]
    public async Task A_switch_that_leaves_out_a_case_is_reported_and_no_other(string body)
    {
        foreach (var head in (string[])["static void Run(", "static async Task RunAsync(", "static void Run<T>("])
        {
            var source = $$"""
                {{Types}}
                public static class User
                {
                    static void Use<T>(T value) { }
                    {{head}}Work work, Work.BusyCheckOutcome outcome, Work.BusyCheckOutcome? maybe, Reply reply, Either<string, int> either, Plain plain, Nothing nothing, bool quick)
                    {
                        {{(head.Contains("async", StringComparison.Ordinal) ? "await Task.Yield();" : "")}}
                        {{body}}
                    }
                }
                """;
            var analyzed = await Analyzed.From(source);

            Assert.Empty(analyzed.Errors);
            Assert.Equal(Places(source, "/*1*/").Select(place => ("RPL1008", place)), analyzed.Found.Select(found => (found.Id, found.Location.SourceSpan.Start)));
            Assert.All(analyzed.Found, found => Assert.Equal("switch", Analyzed.At(found)));
        }
    }

    [Theory]
    [InlineData("Work.Current", "'Work.Current' has no arm for 'Busy', 'Done'")]
    [InlineData("Either<string, int>", "'Either<string, int>' has no arm for 'Right'", "Left")]
    [InlineData("Slot<int>.Current", "'Slot<int>.Current' has no arm for 'Taken'", "Free")]
    public async Task The_message_names_the_union_and_what_is_missing(string type, string said, string covered = "Idle")
    {
        var analyzed = await Analyzed.From($$"""
            {{Types}}
            [StateMachine<Why>(Fence.Cas)]
            [On(typeof(Slot<>.Free), typeof(Slot<>.Take), typeof(Slot<>.Taken))]
            public sealed partial class Slot<TKey> where TKey : notnull
            {
                public readonly record struct Free;
                public readonly record struct Taken(TKey By);
                public readonly record struct Take(TKey By);
                static Taken On(in Free s, in Take t) => new(t.By);
            }
            static class User { static void Run({{type}} union) { switch (union) { case { {{covered}}: { } }: break; } } }
            """);

        Assert.Empty(analyzed.Errors);
        Assert.Equal($"The switch over {said}. Add one, or a catch-all that does more than throw.", analyzed.Message());
        Assert.Equal(DiagnosticSeverity.Error, analyzed.Found[0].Severity);
    }

    [Fact]
    public async Task Generated_code_is_not_looked_at()
    {
        var analyzed = await Analyzed.From(
            Types, "// <auto-generated/>\n#nullable enable\nstatic class User { static void Run(Reply reply) { switch (reply) { case { Value: { } }: break; } } }");

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Theory]
    [InlineData("#nullable disable", "public object A => null; public Uri B => null; public string Name => null; public int Number => 0;")]
    [InlineData("#nullable enable", "public object? A => null; public string? B => null; public object Same => this; public int Number => 0; object? C => null; public static object? D => null;")]
    public async Task The_cases_are_the_public_properties_that_can_be_null(string context, string members)
    {
        var analyzed = await Analyzed.From($$"""
            {{context}}
            using System;
            [Replication.OneOf] class Union { {{members}} }
            static class User { static void Run(Union union) { switch (union) { } } }
            """);

        Assert.Empty(analyzed.Errors);
        Assert.Contains("has no arm for 'A', 'B'.", analyzed.Message(), StringComparison.Ordinal);
    }

    private static IEnumerable<int> Places(string source, string mark)
    {
        for (var at = source.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = source.IndexOf(mark, at + 1, StringComparison.Ordinal)) yield return at + mark.Length;
    }
}
