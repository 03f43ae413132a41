using Replication.Analyzers.CodeFixes.Tables;
using Replication.Analyzers.CodeFixes.Tests.Harness;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Tables;

public sealed class MissingBodyFixTests
{
    private readonly MissingBodyFix _fix = new();

    [Fact]
    public async Task A_body_is_added_behind_the_last_one() => await Mended.AssertAsync(
        _fix,
        """
        using System;
        using Replication;

        [StateMachine<Why>(Fence.Owner)]
        [On<Off, Press, Lit>]
        [On<Lit, Press, Lit>]
        public sealed partial class Lamp
        {
            public readonly record struct Off;
            public readonly record struct Lit(int Watts);
            public readonly record struct Press;

            static Lit On(in Off s, in Press t) => new(1); // dim

            static Next<Lit, Why> On(in Lit s, in Press t) => throw new NotImplementedException();

            private int _count;
        }

        public enum Why { None }
        """,
        await Mended.FirstAsync(_fix, """
        using System;
        using Replication;

        [StateMachine<Why>(Fence.Owner)]
        [On<Off, Press, Lit>]
        [On<Lit, Press, Lit>]
        public sealed partial class Lamp
        {
            public readonly record struct Off;
            public readonly record struct Lit(int Watts);
            public readonly record struct Press;

            static Lit On(in Off s, in Press t) => new(1); // dim

            private int _count;
        }

        public enum Why { None }
        """));

    [Fact]
    public async Task All_bodies_are_added_at_once_each_with_the_signature_of_its_rows() => await Mended.AssertAsync(
        _fix,
        """
        using Replication;

        namespace Samples;

        [StateMachine<System.DayOfWeek>(Fence.Owner, Context = typeof(int))]
        [On<Off, Press, Lit>]
        [On<Lit, Press, Off>]
        [On<Lit, Press, Lit>]
        [On<ILamp, Parts.Shake, Broken>]
        public sealed partial class Lamp
        {
            public interface ILamp;
            public readonly record struct Off : ILamp;
            public readonly record struct Lit(int Watts) : ILamp;
            public readonly record struct Broken(int Pieces);
            public readonly record struct Press;

            static Next<Lit, System.DayOfWeek> On(in Off s, in Press t) => throw new System.NotImplementedException();

            static Next<Off, Lit, System.DayOfWeek> On(in Lit s, in Press t) => throw new System.NotImplementedException();

            static Next<Broken, System.DayOfWeek> On<TState>(in TState s, in Parts.Shake t)
                where TState : struct, ILamp => throw new System.NotImplementedException();
        }

        public static class Parts
        {
            public readonly record struct Shake;
        }
        """,
        await Mended.AllAsync(_fix, """
        using Replication;

        namespace Samples;

        [StateMachine<System.DayOfWeek>(Fence.Owner, Context = typeof(int))]
        [On<Off, Press, Lit>]
        [On<Lit, Press, Off>]
        [On<Lit, Press, Lit>]
        [On<ILamp, Parts.Shake, Broken>]
        public sealed partial class Lamp
        {
            public interface ILamp;
            public readonly record struct Off : ILamp;
            public readonly record struct Lit(int Watts) : ILamp;
            public readonly record struct Broken(int Pieces);
            public readonly record struct Press;
        }

        public static class Parts
        {
            public readonly record struct Shake;
        }
        """));

    [Fact]
    public async Task Where_guards_choose_the_body_makes_what_has_data() => await Mended.AssertAsync(
        _fix,
        """
        using Replication;

        [StateMachine<Why>(Fence.Owner)]
        [On<Off, Press, Lit>(When = nameof(IsFirm))]
        [On<Off, Press, Off>]
        public sealed partial class Lamp
        {
            public readonly record struct Off;
            public readonly record struct Lit(int Watts);
            public readonly record struct Press(int Force);

            static bool IsFirm(in Off s, in Press t) => t.Force > 1;

            static Next<Lit, Why> On(in Off s, in Press t) => throw new System.NotImplementedException();
        }

        public enum Why { None }
        """,
        await Mended.FirstAsync(_fix, """
        using Replication;

        [StateMachine<Why>(Fence.Owner)]
        [On<Off, Press, Lit>(When = nameof(IsFirm))]
        [On<Off, Press, Off>]
        public sealed partial class Lamp
        {
            public readonly record struct Off;
            public readonly record struct Lit(int Watts);
            public readonly record struct Press(int Force);

            static bool IsFirm(in Off s, in Press t) => t.Force > 1;
        }

        public enum Why { None }
        """));

    [Theory]
    [InlineData(
        "public partial class Lamp;\n",
        "public partial class Lamp\n{\n    static Next<Lit, Why> On(in Off s, in Press t) => throw new System.NotImplementedException();\n}\n")]
    [InlineData(
        "public partial class Lamp { }\n",
        "public partial class Lamp {\n    static Next<Lit, Why> On(in Off s, in Press t) => throw new System.NotImplementedException();\n }\n")]
    [InlineData(
        "public partial class Lamp\n{\n}\n",
        "public partial class Lamp\n{\n    static Next<Lit, Why> On(in Off s, in Press t) => throw new System.NotImplementedException();\n}\n")]
    [InlineData(
        "public partial class Lamp\r\n{\r\n\tprivate int _count;\r\n}\r\n",
        "public partial class Lamp\r\n{\r\n\tprivate int _count;\r\n\r\n\tstatic Next<Lit, Why> On(in Off s, in Press t) => throw new System.NotImplementedException();\r\n}\r\n")]
    public async Task A_type_of_any_shape_takes_a_body(string type, string mended)
    {
        const string Head = "using Replication;\n[StateMachine<Why>(Fence.Owner)]\n[On<Off, Press, Lit>]\n";
        const string Tail = "public readonly record struct Off;\npublic readonly record struct Lit(int Watts);\npublic readonly record struct Press;\npublic enum Why { None }\n";
        var head = type.Contains('\r', StringComparison.Ordinal) ? Head.ReplaceLineEndings("\r\n") : Head;

        await Mended.AssertAsync(_fix, head + mended + Tail, await Mended.FirstAsync(_fix, head + type + Tail));
    }

    [Fact]
    public async Task What_was_added_is_pointed_at_until_it_is_written()
    {
        var mended = await Mended.FirstAsync(_fix, """
            using Replication;

            [StateMachine<Why>(Fence.Owner)]
            [On<Off, Press, Lit>]
            public sealed partial class Lamp
            {
                public readonly record struct Off;
                public readonly record struct Lit(int Watts);
                public readonly record struct Press;
            }

            public enum Why { None }
            """);

        Assert.Equal(("RPL0022", "throw new System.NotImplementedException()"), (await Analyzed.From(mended!)).Only());
    }

    [Fact]
    public async Task Nothing_is_offered_where_a_body_cannot_return_all_the_states() => Assert.Null(await Mended.FirstAsync(_fix, """
        using Replication;

        [StateMachine<Why>(Fence.Owner)]
        [On<A, T, A>]
        [On<A, T, B>]
        [On<A, T, C>]
        [On<A, T, D>]
        [On<A, T, E>]
        public sealed partial class Many
        {
            public readonly record struct A;
            public readonly record struct B;
            public readonly record struct C;
            public readonly record struct D;
            public readonly record struct E;
            public readonly record struct T;
        }

        public enum Why { None }
        """));
}
