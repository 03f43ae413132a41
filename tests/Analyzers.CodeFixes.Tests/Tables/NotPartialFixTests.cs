using Replication.Analyzers.CodeFixes.Tables;
using Replication.Analyzers.CodeFixes.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Tables;

public sealed class NotPartialFixTests
{
    private const string Machine = "[StateMachine<System.DayOfWeek>(Fence.Owner)] [On<A, T, A>]";
    private const string Head = "using Replication;\nreadonly record struct A;\nreadonly record struct T;\n";

    private readonly NotPartialFix _fix = new();

    [Theory]
    [InlineData("@\nsealed class M;", "@\nsealed partial class M;")]
    [InlineData("class O { @ internal sealed class M; }", "partial class O { @ internal sealed partial class M; }")]
    [InlineData("record struct O { public partial class P { @ internal class M; } }", "partial record struct O { public partial class P { @ internal partial class M; } }")]
    public async Task What_cannot_be_reopened_is_made_partial(string source, string mended) =>
        await Mended.AssertAsync(_fix, With(mended), await Mended.FirstAsync(_fix, With(source)));

    [Fact]
    public async Task Two_machines_in_one_type_are_mended_at_once() => await Mended.AssertAsync(
        _fix,
        With("partial class O\n{\n    @\n    internal partial class M;\n}\npartial class Q\n{\n    [StateMachine<System.DayOfWeek>(Fence.Owner)] [On<B, T, B>]\n"
            + "    internal partial class N { internal readonly record struct B; }\n}"),
        await Mended.AllAsync(
            _fix,
            With("class O\n{\n    @\n    internal class M;\n}\nclass Q\n{\n    [StateMachine<System.DayOfWeek>(Fence.Owner)] [On<B, T, B>]\n"
                + "    internal class N { internal readonly record struct B; }\n}")));

    [Theory]
    [InlineData("@\nabstract class M;")]
    [InlineData("@\nstatic class M;")]
    [InlineData("class O<X> { @ internal class M; }")]
    public async Task Nothing_is_offered_where_more_than_that_is_wrong(string source) => Assert.Null(await Mended.FirstAsync(_fix, With(source)));

    private static string With(string source) => Head + source.Replace("@", Machine, StringComparison.Ordinal);
}
