using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class PurityRuleTests
{
    [Theory]
    [InlineData("Console.WriteLine()", "console")]
    [InlineData("_ = System.IO.File.Exists(\"a\")", "I/O")]
    [InlineData("_ = new System.IO.FileInfo(\"a\")", "I/O")]
    [InlineData("_ = DateTime.Now", "clock")]
    [InlineData("_ = DateTimeOffset.UtcNow", "clock")]
    [InlineData("_ = TimeProvider.System.GetTimestamp()", "clock")]
    [InlineData("_ = System.Diagnostics.Stopwatch.GetTimestamp()", "clock")]
    [InlineData("_ = Environment.TickCount64", "clock")]
    [InlineData("_ = Environment.GetEnvironmentVariable(\"a\")", "environment")]
    [InlineData("_ = Random.Shared", "never the same twice")]
    [InlineData("_ = new Random()", "never the same twice")]
    [InlineData("_ = Guid.NewGuid()", "never the same twice")]
    [InlineData("_ = System.Threading.Thread.CurrentThread", "thread")]
    [InlineData("_ = System.Threading.Tasks.Task.Run(static () => { })", "other work")]
    [InlineData("_count = 1", "writes 'Work._count'")]
    [InlineData("_count++", "writes 'Work._count'")]
    [InlineData("System.Threading.Interlocked.Increment(ref _count)", "writes 'Work._count'")]
    [InlineData("_ = _count", "reads 'Work._count'")]
    [InlineData("_ = Total", "reads 'Work.Total'")]
    [InlineData("Total = 2", "writes 'Work.Total'")]
    [InlineData("Func<Guid> later = Guid.NewGuid; _ = later", "never the same twice")]
    [InlineData("void Inner() => Console.Beep(); Inner()", "console")]
    public async Task A_body_that_does_more_than_answer_hears_what(string statement, string what)
    {
        var analyzed = await Analyzed.From(Machine.With(
            members: $"static int _count; static int Total {{ get; set; }} static Done On(in Busy s, in Finish t) {{ {statement}; return default; }}"));

        Assert.Empty(analyzed.Errors);
        Assert.NotEmpty(analyzed.Found);
        Assert.All(analyzed.Found, found => Assert.Equal("RPL0012", found.Id));
        Assert.Contains(what, analyzed.Found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("static Guid Fresh() => Guid.NewGuid(); static Done On(in Busy s, in Finish t) { _ = Fresh(); return default; }")]
    [InlineData("static Guid Fresh => Guid.NewGuid(); static Done On(in Busy s, in Finish t) { _ = Fresh; return default; }")]
    [InlineData("static Guid A() => B(); static Guid B() => A() == default ? Guid.NewGuid() : B(); static Done On(in Busy s, in Finish t) { A(); return default; }")]
    public async Task What_a_body_calls_within_its_class_is_told_where_it_stands(string members)
    {
        var analyzed = await Analyzed.From(Machine.With(members: members));

        Assert.Empty(analyzed.Errors);
        Assert.Equal(("RPL0012", "Guid.NewGuid()"), analyzed.Only());
    }

    [Fact]
    public async Task What_two_bodies_share_is_told_once()
    {
        var analyzed = await Analyzed.From(Machine.With(
            "[On<Busy, Go, Done>]",
            "static Done Ask() { _ = Guid.NewGuid(); return default; } static Done On(in Busy s, in Finish t) => Ask(); static Done On(in Busy s, in Go t) => Ask();"));

        Assert.Equal(("RPL0012", "Guid.NewGuid()"), analyzed.Only());
    }

    [Fact]
    public async Task A_guard_that_does_more_than_answer_hears_what()
    {
        var analyzed = await Analyzed.From(Machine.With(
            "[On<Busy, Go, Done>(When = nameof(IsDue))] [On<Busy, Go, Idle>]",
            "static bool IsDue(in Busy s, in Go t) => s.Percent > DateTime.Now.Hour; static bool IsLate(in Busy s, in Go t) => s.Percent > DateTime.Now.Hour;"));

        Assert.Empty(analyzed.Errors);
        Assert.Equal(("RPL0012", "DateTime.Now"), analyzed.Only());
        Assert.StartsWith("The guard for (Busy, Go) is not pure: it reads the clock", analyzed.Message(), StringComparison.Ordinal);
    }
}
