using Replication.Analyzers.CodeFixes.Tests.Harness;
using Replication.Analyzers.CodeFixes.Usage;

namespace Replication.Analyzers.CodeFixes.Tests.Usage;

public sealed class UsageFixTests
{
    private const string Head = """
        using System;
        using System.Threading.Tasks;
        using Replication;

        [MustComplete]
        public sealed class Slot : IDisposable { public int Size => 0; public void Dispose() { } }
        [MustComplete]
        public sealed class Lane : IAsyncDisposable { public int Size => 0; public ValueTask DisposeAsync() => default; }
        public sealed class Work { public struct Busy; }
        public static class Transitions { public static void Finish([Consumes] this At<Work.Busy> at) { } }
        [MustUse] public readonly record struct Fault(int Code);
        public sealed class Plan
        {
            [Consumes] [return: MustUse] public Plan With(int entry) => this;
            [Consumes] public void Run() { }
            public Fault Check() => default;
            public static Slot Reserve() => new();
            public static Lane Open() => new();
        }

        """;

    [Theory]
    [InlineData("plan.With(1);\n        plan.With(2).Run();", "plan = plan.With(1);\n        plan.With(2).Run();")]
    [InlineData("plan.Check();", "var fault = plan.Check();")]
    [InlineData("var fault = 1;\n        plan.Check();\n        _ = fault;", "var fault = 1;\n        var fault2 = plan.Check();\n        _ = fault;")]
    public async Task What_is_dropped_is_kept(string body, string mended) => await Mended.AssertAsync(
        new KeepResultFix(), In(mended), await Mended.FirstAsync(new KeepResultFix(), In(body)));

    [Fact]
    public async Task All_that_is_dropped_is_kept_at_once_under_names_of_its_own() => await Mended.AssertAsync(
        new KeepResultFix(),
        In("var fault = plan.Check();\n        var fault2 = plan.Check();\n        plan = plan.With(1);"),
        await Mended.AllAsync(new KeepResultFix(), In("plan.Check();\n        plan.Check();\n        plan.With(1);")));

    [Fact]
    public async Task Where_there_is_no_room_for_a_variable_nothing_is_offered() =>
        Assert.Null(await Mended.FirstAsync(new KeepResultFix(), In("if (quick) plan.Check();")));

    [Theory]
    [InlineData("_ = plan.With(1);\n        plan.Run();", null)]
    [InlineData("var other = at;\n        at.Finish();", "var other = at;\n        other.Finish();")]
    [InlineData("At<Work.Busy> other;\n        other = at;\n        at.Finish();", "At<Work.Busy> other;\n        other = at;\n        other.Finish();")]
    [InlineData("var next = plan.With(1);\n        plan.Run();", "var next = plan.With(1);\n        next.Run();")]
    public async Task What_took_the_place_of_a_used_up_value_is_gone_on_with(string body, string? mended)
    {
        var after = await Mended.FirstAsync(new GoOnFix(), In(body));

        if (mended is null) Assert.Null(after);
        else await Mended.AssertAsync(new GoOnFix(), In(mended), after);
    }

    [Fact]
    public async Task A_call_that_dropped_the_next_value_is_bound_to_the_variable_once_for_all_uses() => await Mended.AssertAsync(
        new GoOnFix(),
        In("plan = plan.With(1);\n        if (quick) plan.Run();\n        else plan.Run();"),
        await Mended.AllAsync(new GoOnFix(), In("plan.With(1);\n        if (quick) plan.Run();\n        else plan.Run();")));

    [Theory]
    [InlineData("var slot = Plan.Reserve();\n        if (quick) return;\n        _ = slot.Size;", "using var slot = Plan.Reserve();\n        if (quick) return;\n        _ = slot.Size;")]
    [InlineData("var lane = Plan.Open();\n        await Task.Yield();\n        _ = lane.Size;", "await using var lane = Plan.Open();\n        await Task.Yield();\n        _ = lane.Size;")]
    [InlineData("var step = owner.Enter();\n        step.Demand(owner);", "using var step = owner.Enter();\n        step.Demand(owner);")]
    public async Task What_is_not_seen_through_is_declared_with_using(string body, string mended) => await Mended.AssertAsync(
        new UsingFix(), In(mended, Async(body)), await Mended.FirstAsync(new UsingFix(), In(body, Async(body))));

    [Theory]
    [InlineData("var slot = Plan.Reserve();\n        if (quick) return;\n        slot.Dispose();")]
    [InlineData("Slot slot;\n        slot = Plan.Reserve();\n        _ = slot.Size;")]
    [InlineData("var lane = Plan.Open();\n        _ = lane.Size;")]
    public async Task Where_using_would_cross_a_plan_or_cannot_stand_nothing_is_offered(string body) =>
        Assert.Null(await Mended.FirstAsync(new UsingFix(), In(body)));

    [Fact]
    public async Task All_are_declared_with_using_at_once() => await Mended.AssertAsync(
        new UsingFix(),
        In("using var slot = Plan.Reserve();\n        _ = slot.Size;\n        using var other = Plan.Reserve();\n        if (quick) return;\n        _ = other.Size;"),
        await Mended.AllAsync(
            new UsingFix(), In("var slot = Plan.Reserve();\n        _ = slot.Size;\n        var other = Plan.Reserve();\n        if (quick) return;\n        _ = other.Size;")));

    private static string Async(string body) => body.Contains("await", StringComparison.Ordinal) ? "async Task" : "void";

    private static string In(string body, string returns = "void") => $$"""
        {{Head}}
        public static class User
        {
            public static {{returns}} Run(Plan plan, FenceOwner owner, bool quick, At<Work.Busy> at)
            {
                {{body}}
            }
        }
        """;
}
