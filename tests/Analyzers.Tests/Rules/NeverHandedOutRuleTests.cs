using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class NeverHandedOutRuleTests
{
    private const string Types = """
        using System;
        using Replication;
        [StateMachine<Why>(Fence.None)]
        [On<Idle, Begin, Busy>]
        [On<Busy, Finish, Done>]
        public sealed partial class Work
        {
            public readonly record struct Idle;
            public readonly record struct Busy(int Percent);
            public readonly record struct Done;
            public readonly record struct Begin;
            public readonly record struct Finish;
            static Next<Busy, Why> On(in Idle s, in Begin t) => new Busy(0);
        }
        public enum Why { None }
        """;

    [Fact]
    public async Task A_value_that_a_refusal_did_not_hand_out_is_not_used() => await Marked.AssertAsync(
        Types,
        "At<Work.Idle> idle, bool quick",
        ["RPL1005"],
        "if (!idle.TryBegin(out var busy, out _)) /*1005*/busy.Finish();",
        "if (idle.TryBegin(out var busy, out _)) return; _ = /*1005*/busy.Read();",
        "var ok = idle.TryBegin(out var busy, out _); if (!ok) { /*1005*/busy.Finish(); } else { busy.Finish(); }",
        "At<Work.Busy> busy = default; /*1005*/busy.Finish();",
        "var busy = default(At<Work.Busy>); if (quick) return; _ = /*1005*/busy.Read();",
        "_ = idle.TryBegin(out var busy, out _) ? busy.Read().Percent : /*1005*/busy.Read().Percent;",
        "if (!idle.TryBegin(out var busy, out _)) return; busy.Finish();",
        "At<Work.Busy> busy = default; if (quick) { if (!idle.TryBegin(out busy, out _)) return; } busy.Finish();",
        "At<Work.Busy> busy = default; if (!idle.TryBegin(out busy, out _)) return; busy.Finish();",
        "At<Work.Busy> busy; while (!idle.TryBegin(out busy, out _)) { } busy.Finish();",
        "At<Work.Busy> busy = default; Console.WriteLine(busy.IsCurrent());",
        "_ = idle.TryBegin(out var busy, out _); busy.Finish();",
        "At<Work.Busy> busy = default; var both = (busy, 1);");

    [Fact]
    public async Task The_message_names_who_did_not_hand_it_out()
    {
        var analyzed = await Analyzed.From(Types + "static class User { static void Run(At<Work.Idle> idle) { if (!idle.TryBegin(out var busy, out _)) busy.Finish(); } }");

        Assert.Equal(
            "'busy' holds no value here: it is what 'TryBegin' leaves where nothing was handed out. Use it only where the answer was yes.", analyzed.Message());
    }
}
