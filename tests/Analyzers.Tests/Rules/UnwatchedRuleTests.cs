using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class UnwatchedRuleTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Replication;
        [StateMachine<Why>(Fence.None)]
        [On<Idle, Begin, Busy>]
        [On<Busy, Finish, Done>]
        public sealed partial class Work
        {
            public readonly record struct Idle;
            public readonly record struct Busy;
            public readonly record struct Done;
            public readonly record struct Begin;
            public readonly record struct Finish;
        }
        public enum Why { None }
        """;

    [Fact]
    public async Task A_state_that_is_boxed_or_captured_is_reported() => await Marked.AssertAsync(
        Types,
        "At<Work.Busy> busy, At<Work.Busy>? maybe",
        ["RPL1014"],
        "object boxed = /*1014*/busy;",
        "Console.WriteLine((object)/*1014*/busy);".Replace("(object)/*1014*/busy", "/*1014*/(object)busy", StringComparison.Ordinal),
        "object? boxed = /*1014*/maybe;",
        "dynamic late = /*1014*/busy;",
        "Action later = () => /*1014*/busy.Finish();",
        "Func<Task> later = async () => { await Task.Yield(); /*1014*/busy.Finish(); };",
        "void Later() { Action deeper = () => /*1014*/busy.Finish(); deeper(); } Later();",
        "Action later = () => Console.WriteLine(nameof(busy));",
        "Action<At<Work.Busy>> later = static given => given.Finish();",
        "void Later() => busy.Finish(); Later();",
        "var text = $\"{busy}\" + busy;",
        "var both = (busy, 1); var list = new List<At<Work.Busy>> { busy }; IEnumerable<At<Work.Busy>> all = list;",
        "At<Work.Busy>? other = busy; _ = other.HasValue;");

    [Fact]
    public async Task A_state_that_an_object_keeps_is_reported_and_one_in_a_carrier_is_not() => await Marked.AssertAsync(
        Types + """

        public class Worker
        {
            private At<Work.Busy> /*1014*/_busy;
            private static readonly At<Work.Busy>? /*1014*/_last;
            private readonly List<At<Work.Busy>> /*1014*/_all = [];
            private At<Work.Busy>[] /*1014*/_array = [];
            private Work? _machine;
            private Func<At<Work.Busy>, int>? _by;
            public At<Work.Busy> /*1014*/Standing { get; set; }
            public At<Work.Busy> Computed => Standing;
        }
        public sealed record Message(At<Work.Busy> /*1014*/Busy);
        public sealed class Runner(At<Work.Busy> busy) { public void Run() => /*1014*/busy.Finish(); }
        public sealed class Starter(At<Work.Busy> busy) { public int Size { get; } = busy.IsCurrent() ? 1 : 0; }
        public readonly record struct Carrier(At<Work.Busy> Busy, int Size);
        public ref struct Cursor { public At<Work.Busy> Busy; }
        public sealed class Holder<T> { public T? Value; }
        """,
        "RPL1014");
}
