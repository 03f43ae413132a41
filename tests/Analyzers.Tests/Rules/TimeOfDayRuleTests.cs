using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

/// <summary>In each body <c>/*1*/</c> stands before a moment that is made of the time of day.</summary>
public sealed class TimeOfDayRuleTests
{
    private const string Rule = "RPL1013";

    private const string Types = """
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;
        using Replication;
        public readonly record struct Tick([MonotonicTime] long Value);
        public sealed class Budget { public bool Check(string what, [MonotonicTime] long now) => true; public void Start([MonotonicTime] Tick now) { } }
        """;

    [Theory]
    [InlineData("DateTime.Now.Ticks")]
    [InlineData("DateTime.UtcNow.Ticks / 10000")]
    [InlineData("DateTime.Today.Ticks")]
    [InlineData("DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()")]
    [InlineData("DateTimeOffset.Now.UtcTicks")]
    [InlineData("time.GetUtcNow().ToUnixTimeMilliseconds()")]
    [InlineData("time.GetLocalNow().Ticks")]
    [InlineData("(long)(DateTime.UtcNow - begun).TotalMilliseconds")]
    [InlineData("begun.Ticks")]
    [InlineData("begun.Add(TimeSpan.FromSeconds(1)).Ticks")]
    [InlineData("seen?.Ticks ?? 0")]
    [InlineData("Math.Max(1, begun.Ticks)")]
    [InlineData("quick ? 0 : begun.Ticks")]
    public async Task The_time_of_day_is_reported(string moment)
    {
        foreach (var call in (string[])["_ = new Tick(/*1*/{0});", "Tick t = new(/*1*/{0});", "budget.Check(\"a\", /*1*/{0});", "budget.Start(new(/*1*/{0}));",
            "Action later = () => budget.Check(\"a\", now: /*1*/{0});", "if (budget.Check(\"a\", /*1*/{0})) return;"])
        {
            await RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, call, moment));
        }
    }

    [Theory]
    [InlineData("var now = DateTime.UtcNow; _ = new Tick(/*1*/now.Ticks);")]
    [InlineData("var now = DateTime.UtcNow.Ticks; _ = new Tick(/*1*/now);")]
    [InlineData("var now = DateTime.UtcNow.Ticks; var later = now + 5; while (quick) _ = new Tick(/*1*/later);")]
    public async Task So_is_a_variable_that_was_filled_from_it(string body) => await RunAsync(body);

    [Theory]
    [InlineData("_ = new Tick(Environment.TickCount64);")]
    [InlineData("_ = new Tick(Stopwatch.GetTimestamp());")]
    [InlineData("_ = new Tick(time.GetTimestamp() / (time.TimestampFrequency / 1000));")]
    [InlineData("_ = new Tick((long)time.GetElapsedTime(0).TotalMilliseconds);")]
    [InlineData("var from = Stopwatch.GetTimestamp(); budget.Check(\"a\", Stopwatch.GetTimestamp() - from);")]
    [InlineData("_ = new Tick(7);")]
    [InlineData("_ = new Tick(TimeSpan.FromMilliseconds(7).Ticks);")]
    [InlineData("var now = DateTime.UtcNow.Ticks; now = Environment.TickCount64; _ = new Tick(now);")]
    [InlineData("budget.Check(DateTime.UtcNow.ToString(), Environment.TickCount64);")]
    [InlineData("_ = new Tick(DateTime.UtcNow > begun ? 1 : Environment.TickCount64);")]
    [InlineData("_ = new Tick(begun switch { { Year: 2000 } => 1, _ => 2 });")]
    [InlineData("Console.WriteLine(DateTime.UtcNow.Ticks);")]
    [InlineData("_ = new Tick(nameof(begun).Length);")]
    public async Task What_never_runs_back_is_not_nor_what_is_no_part_of_the_moment(string body) => await RunAsync(body);

    [Fact]
    public async Task The_message_names_the_part_and_says_what_would_be_legal()
    {
        var analyzed = await Analyzed.From(Types + "static class User { static Tick Now() => new(1 + DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()); }");

        Assert.Equal((Rule, "1 + DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()"), analyzed.Only());
        Assert.Equal(
            "'Tick' is given a moment made of 'DateTimeOffset.UtcNow', the time of day, which is set and steps. "
            + "Give it a reading of a monotonic clock in the unit it counts: Environment.TickCount64 for milliseconds, TimeProvider.GetTimestamp() or Stopwatch.GetTimestamp() for timestamps.",
            analyzed.Message());
        Assert.Equal(DiagnosticSeverity.Error, analyzed.Found[0].Severity);
    }

    private static Task<Analyzed> RunAsync(string body) => Marks.AssertAsync(Rule, $$"""
        {{Types}}
        static class User
        {
            static async Task RunAsync(Budget budget, TimeProvider time, DateTime begun, DateTime? seen, bool quick)
            {
                await Task.Yield();
                {{body}}
            }
        }
        """);
}
