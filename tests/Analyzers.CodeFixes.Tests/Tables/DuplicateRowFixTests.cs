using Replication.Analyzers.CodeFixes.Tables;
using Replication.Analyzers.CodeFixes.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Tables;

public sealed class DuplicateRowFixTests
{
    private const string Tail = """

        public sealed partial class Lamp
        {
            public readonly record struct Off;
            public readonly record struct Lit;
            public readonly record struct Press;
        }

        public enum Why { None }
        """;

    private readonly DuplicateRowFix _fix = new();

    [Fact]
    public async Task A_row_that_stands_twice_goes_with_its_line_and_its_comment() => await Mended.AssertAsync(
        _fix,
        """
        using Replication;

        /// <summary>A lamp.</summary>
        [StateMachine<Why>(Fence.Owner)]
        [On<Off, Press, Lit>] // first
        // What comes back:
        [On<Lit, Press, Off>]
        """ + Tail,
        await Mended.FirstAsync(_fix, """
        using Replication;

        /// <summary>A lamp.</summary>
        [StateMachine<Why>(Fence.Owner)]
        [On<Off, Press, Lit>] // first
        // What comes back:
        [On<Off, Press, Lit>] // again
        [On<Lit, Press, Off>]
        """ + Tail));

    [Theory]
    [InlineData("[On<Off, Press, Lit>, On<Off, Press, Lit>, On<Lit, Press, Off>]", "[On<Off, Press, Lit>, On<Lit, Press, Off>]")]
    [InlineData("[On<Off, Press, Lit>] [On<Off, Press, Lit>] [On<Lit, Press, Off>]", "[On<Off, Press, Lit>] [On<Lit, Press, Off>]")]
    [InlineData("[On<Off, Press, Lit>] [On<Lit, Press, Off>] [On<Off, Press, Lit>]", "[On<Off, Press, Lit>] [On<Lit, Press, Off>]")]
    public async Task A_row_that_stands_in_a_line_with_others_goes_alone(string rows, string mended) => await Mended.AssertAsync(
        _fix,
        "using Replication;\n[StateMachine<Why>(Fence.Owner)]\n" + mended + Tail,
        await Mended.FirstAsync(_fix, "using Replication;\n[StateMachine<Why>(Fence.Owner)]\n" + rows + Tail));

    [Fact]
    public async Task All_rows_that_stand_again_go_at_once() => await Mended.AssertAsync(
        _fix,
        """
        using Replication;

        [StateMachine<Why>(Fence.Owner)]
        [On<Off, Press, Lit>]
        [On<Lit, Press, Off>]
        """ + Tail,
        await Mended.AllAsync(_fix, """
        using Replication;

        [StateMachine<Why>(Fence.Owner)]
        [On<Off, Press, Lit>]
        [On<Off, Press, Lit>, On<Off, Press, Lit>]
        [On<Lit, Press, Off>, On<Lit, Press, Off>, On<Off, Press, Lit>]
        [On<Lit, Press, Off>]
        """ + Tail));

    [Fact]
    public async Task Line_breaks_stay_what_they_were() => Assert.Equal(
        "using Replication;\r\n[StateMachine<Why>(Fence.Owner)]\r\n[On<Off, Press, Lit>]\r\n[On<Lit, Press, Off>]\r\n" + Tail.ReplaceLineEndings("\r\n"),
        await Mended.FirstAsync(
            _fix,
            "using Replication;\r\n[StateMachine<Why>(Fence.Owner)]\r\n[On<Off, Press, Lit>]\r\n[On<Off, Press, Lit>]\r\n[On<Lit, Press, Off>]\r\n"
            + Tail.ReplaceLineEndings("\r\n")));
}
