using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class DroppedRuleTests
{
    private const string Types = """
        using System;
        using System.Threading.Tasks;
        using Replication;
        [StateMachine<Why>(Fence.None)]
        [On<Idle, Begin, Busy>]
        [On<Busy, Step, Busy>]
        [On<Busy, Pause, Idle>]
        [On<Busy, Finish, Done>]
        public sealed partial class Work
        {
            public readonly record struct Idle;
            public readonly record struct Busy(int Percent);
            public readonly record struct Done;
            public readonly record struct Begin;
            public readonly record struct Step;
            public readonly record struct Pause;
            public readonly record struct Finish;
            static Next<Busy, Why> On(in Idle s, in Begin t) => new Busy(0);
            static Busy On(in Busy s, in Step t) => new(s.Percent + 1);
        }
        public enum Why { None }
        [MustUse] public readonly record struct Fault(int Code);
        [MustComplete] public sealed class Pin { [Consumes] public void Release() { } }
        public sealed class Plan
        {
            [Consumes] [return: MustUse] public Plan With(int entry) => this;
            public Fault Apply() => default;
            public Task<Fault> ApplyAsync() => Task.FromResult(default(Fault));
            public static T Of<T>() where T : new() => new();
            public static Pin Take() => new();
            [return: Borrows] public static Pin Look() => new();
            public int Size() => 0;
        }
        """;

    [Fact]
    public async Task What_is_handed_out_is_not_dropped() => await Marked.AssertAsync(
        Types,
        "At<Work.Idle> idle, At<Work.Busy> busy, Plan plan",
        ["RPL1004"],
        "/*1004*/busy.Pause();",
        "var next = /*1004*/busy.Pause();",
        "if (!idle.TryBegin(/*1004*/out var next, out _)) return;",
        "/*1004*/plan.With(1);",
        "/*1004*/plan.Apply();",
        "/*1004*/Plan.Of<Fault>();",
        "/*1004*/Plan.Take();",
        "/*1004*/new Pin();",
        "foreach (var i in new[] { 1 }) { /*1004*/plan.Apply(); }",
        "try { } finally { /*1004*/plan.Apply(); }",
        "void Later() { /*1004*/plan.Apply(); } Later();",
        "Action later = () => { /*1004*/plan.Apply(); }; later();",
        "busy.Finish();",
        "busy.Step();",
        "_ = busy.Pause();",
        "var next = busy.Pause(); _ = next.IsCurrent();",
        "var next = busy.Pause(); Action later = () => Console.WriteLine(nameof(next)); Func<bool> other = () => next.IsCurrent();",
        "_ = idle.TryBegin(out _, out _);",
        "_ = Work.Start(out _);",
        "plan = plan.With(1);",
        "_ = plan.Apply();",
        "if (plan.Apply().Code > 0) return;",
        "Plan.Look();",
        "plan.Size();",
        "new System.Text.StringBuilder().Append(1);");

    [Fact]
    public async Task Awaited_answers_and_top_level_statements_count_and_an_expression_body_that_returns_is_heard() => await Marked.AssertAsync(
        Types.Replace("using Replication;", "using Replication;\nvar plan = new Plan();\n/*1004*/plan.Apply();\n/*1004*/await plan.ApplyAsync();\n/*1004*/await plan.ApplyAsync().ConfigureAwait(false);", StringComparison.Ordinal) + """

        public sealed class User<T>(Plan plan)
        {
            public Fault Run() => plan.Apply();
            public void Forget() => /*1004*/plan.Apply();
            public async Task RunAsync() => /*1004*/await plan.ApplyAsync();
            public Task<Fault> PassAsync() => plan.ApplyAsync();
        }
        """,
        "RPL1004");

    [Fact]
    public async Task The_message_names_the_call()
    {
        var analyzed = await Analyzed.From(Types + "static class User { static void Run(At<Work.Busy> busy) { busy.Pause(); } }");

        Assert.Equal("What 'Pause' hands out is dropped. Go on with it, or look at what it says; where it really does not matter, discard it: _ = ….", analyzed.Message());
    }
}
