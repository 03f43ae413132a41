using Replication.Analyzers.CodeFixes.Tables;
using Replication.Analyzers.CodeFixes.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Tables;

public sealed class IdleIllegalFixTests
{
    private const string Head = """
        using Replication;

        [StateMachine<Why>(Fence.Owner)]
        [On<Off, Press, Lit>]
        [On<Lit, Pull, Off>]

        """;

    private const string Tail = """
        public sealed partial class Lamp
        {
            public readonly record struct Off;
            public readonly record struct Lit;
            public readonly record struct Press;
            public readonly record struct Pull;
        }

        public enum Why { None }
        """;

    private readonly IdleIllegalFix _fix = new();

    [Fact]
    public async Task A_declaration_that_contradicts_a_row_goes() => await Mended.AssertAsync(
        _fix, Head + "[Illegal<Off, Pull>]\n" + Tail, await Mended.FirstAsync(_fix, Head + "[Illegal<Off, Press>]\n[Illegal<Off, Pull>]\n" + Tail));

    [Fact]
    public async Task All_idle_declarations_go_at_once() => await Mended.AssertAsync(
        _fix,
        Head + "[Illegal<Off, Pull>]\n" + Tail,
        await Mended.AllAsync(_fix, Head + "[Illegal<Off, Press>, Illegal<Lit, Pull>]\n[Illegal<Off, Pull>]\n[Illegal<Off, Pull>]\n" + Tail));
}
