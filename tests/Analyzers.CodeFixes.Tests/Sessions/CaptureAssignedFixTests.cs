using Replication.Analyzers.CodeFixes.Sessions;
using Replication.Analyzers.CodeFixes.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Sessions;

public sealed class CaptureAssignedFixTests
{
    private readonly CaptureAssignedFix _fix = new();

    [Theory]
    [InlineData("sender.Attach(); sender.Complete(sender.Current);", "var session = sender.Attach(); sender.Complete(session);")]
    [InlineData("_ = sender.Attach(); sender.Complete(sender.Current);", "var session = sender.Attach(); sender.Complete(session);")]
    [InlineData("await sender.AttachAsync(); sender.Complete(sender.Current);", "var session = await sender.AttachAsync(); sender.Complete(session);")]
    [InlineData("sender.Attach(); if (DateTime.Now.Day == 1) { sender.Complete(sender.Current); }", "var session = sender.Attach(); if (DateTime.Now.Day == 1) { sender.Complete(session); }")]
    [InlineData("sender.Attach(); try { } finally { sender.Complete(sender.Current); }", "var session = sender.Attach(); try { } finally { sender.Complete(session); }")]
    [InlineData("var session = 1; sender.Attach(); sender.Report(session, sender.Current);", "var session = 1; var session2 = sender.Attach(); sender.Report(session, session2);")]
    [InlineData("sender.Attach(); sender.Report(session: sender.Current);", "var session = sender.Attach(); sender.Report(session: session);")]
    public async Task The_ID_that_was_dropped_is_kept_and_presented(string body, string mended) =>
        await Mended.AssertAsync(_fix, Source.With(mended), await Mended.FirstAsync(_fix, Source.With(body)));

    [Theory]
    [InlineData("sender.Complete(sender.Current);", "Sender sender")]
    [InlineData("sender.Complete(sender.Current); sender.Attach();", "Sender sender")]
    [InlineData("sender.Attach(); sender.Attach(); sender.Complete(sender.Current);", "Sender sender")]
    [InlineData("other.Attach(); sender.Complete(sender.Current);", "Sender sender, Sender other")]
    [InlineData("if (DateTime.Now.Day == 1) { sender.Attach(); } sender.Complete(sender.Current);", "Sender sender")]
    [InlineData("sender.Attach(); Action later = () => sender.Complete(sender.Current);", "Sender sender")]
    [InlineData("sender.Attach(); sender.Complete(sender.Current);", "Sender sender, SessionId given")]
    public async Task Nothing_is_offered_where_no_one_statement_surely_ran_before_or_an_ID_is_in_scope(string body, string parameters) =>
        Assert.Null(await Mended.FirstAsync(_fix, Source.With(body, parameters)));

    [Fact]
    public async Task All_are_mended_at_once_and_one_ID_is_kept_once() => await Mended.AssertAsync(
        _fix,
        Source.With(
            "var session = sender.Attach(); sender.Complete(session); sender.Report(1, session); var session2 = other.Attach(); other.Complete(session2);",
            "Sender sender, Sender other"),
        await Mended.AllAsync(_fix, Source.With(
            "sender.Attach(); sender.Complete(sender.Current); sender.Report(1, sender.Current); _ = other.Attach(); other.Complete(other.Current);",
            "Sender sender, Sender other")));
}
