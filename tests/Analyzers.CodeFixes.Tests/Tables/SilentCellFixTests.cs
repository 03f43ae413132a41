using Replication.Analyzers.CodeFixes.Tables;
using Replication.Analyzers.CodeFixes.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Tables;

public sealed class SilentCellFixTests
{
    private const string Tail = """
        public sealed partial class Lamp
        {
            public readonly record struct Off;
            public readonly record struct Lit;
            public readonly record struct Press;
            public readonly record struct Pull;
        }

        public readonly record struct Shake;
        public enum Why { None }
        """;

    private const string Silent = """
        using Replication;

        [StateMachine<Why>(Fence.Owner, Exhaustive = true)]
        [On<Off, Press, Lit>]
        [On<Lit, Pull, Off>]
        [On<Lit, Shake, Lit>] // stays lit

        """;

    private readonly SilentCellFix _fix = new();

    [Fact]
    public async Task The_silent_cells_of_a_state_are_declared_after_the_last_row() => Assert.Equal(
        Silent + "[Illegal<Off, Pull>]\n[Illegal<Off, Shake>]\n" + Tail, await Mended.FirstAsync(_fix, Silent + Tail));

    [Fact]
    public async Task The_silent_cells_of_all_states_are_declared_at_once_in_the_order_of_the_table() => await Mended.AssertAsync(
        _fix, Silent + "[Illegal<Off, Pull>]\n[Illegal<Off, Shake>]\n[Illegal<Lit, Press>]\n" + Tail, await Mended.AllAsync(_fix, Silent + Tail));

    /// <summary>Names are spelled as the place has them: indented, without the using, behind what is declared already.</summary>
    [Fact]
    public async Task A_nested_machine_without_a_using_gets_what_its_author_would_have_written() => await Mended.AssertAsync(
        _fix,
        """
        namespace Samples
        {
            public partial class House
            {
                [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.Owner, Exhaustive = true)]
                [Replication.On<Off, Press, Lit>]
                [Replication.On<Lit, Parts.Pull, Off>]
                [Replication.Illegal<Off, Parts.Pull>]
                [Replication.Illegal<Lit, Press>]
                [System.Serializable]
                public partial class Lamp
                {
                    public readonly record struct Off;
                    public readonly record struct Lit;
                    public readonly record struct Press;
                }
            }

            public static class Parts
            {
                public readonly record struct Pull;
            }
        }
        """,
        await Mended.AllAsync(_fix, """
        namespace Samples
        {
            public partial class House
            {
                [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.Owner, Exhaustive = true)]
                [Replication.On<Off, Press, Lit>]
                [Replication.On<Lit, Parts.Pull, Off>]
                [Replication.Illegal<Off, Parts.Pull>]
                [System.Serializable]
                public partial class Lamp
                {
                    public readonly record struct Off;
                    public readonly record struct Lit;
                    public readonly record struct Press;
                }
            }

            public static class Parts
            {
                public readonly record struct Pull;
            }
        }
        """));

    [Fact]
    public async Task A_generic_machine_gets_its_types_named_open() => await Mended.AssertAsync(
        _fix,
        """
        using Replication;

        [StateMachine<System.DayOfWeek>(Fence.Owner, Exhaustive = true)]
        [On(typeof(Store<>.Off), typeof(Store<>.Press), typeof(Store<>.Lit))]
        [On(typeof(Store<>.Lit), typeof(Pull), typeof(Store<>.Off))]
        [Illegal(typeof(Store<>.Off), typeof(Pull))]
        [Illegal(typeof(Store<>.Lit), typeof(Store<>.Press))]
        public sealed partial class Store<T>
        {
            public readonly record struct Off;
            public readonly record struct Lit;
            public readonly record struct Press;
        }

        public readonly record struct Pull;
        """,
        await Mended.AllAsync(_fix, """
        using Replication;

        [StateMachine<System.DayOfWeek>(Fence.Owner, Exhaustive = true)]
        [On(typeof(Store<>.Off), typeof(Store<>.Press), typeof(Store<>.Lit))]
        [On(typeof(Store<>.Lit), typeof(Pull), typeof(Store<>.Off))]
        public sealed partial class Store<T>
        {
            public readonly record struct Off;
            public readonly record struct Lit;
            public readonly record struct Press;
        }

        public readonly record struct Pull;
        """));

    [Fact]
    public async Task Rows_in_the_line_of_the_class_are_added_to_there() => await Mended.AssertAsync(
        _fix,
        "using Replication; [StateMachine<Why>(Fence.Owner, Exhaustive = true)] [On<Off, Press, Lit>] [On<Lit, Pull, Off>] [Illegal<Off, Pull>] [Illegal<Lit, Press>] " + Tail,
        await Mended.AllAsync(_fix, "using Replication; [StateMachine<Why>(Fence.Owner, Exhaustive = true)] [On<Off, Press, Lit>] [On<Lit, Pull, Off>] " + Tail));
}
