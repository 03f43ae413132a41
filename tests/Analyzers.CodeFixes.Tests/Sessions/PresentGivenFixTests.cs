using Replication.Analyzers.CodeFixes.Sessions;
using Replication.Analyzers.CodeFixes.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Sessions;

public sealed class PresentGivenFixTests
{
    private readonly PresentGivenFix _fix = new();

    [Theory]
    [InlineData("sender.Complete(default);", "sender.Complete(given);")]
    [InlineData("sender.Complete((SessionId.None)); // why", "sender.Complete(given); // why")]
    [InlineData("sender.Complete(sender.Current);", "sender.Complete(given);")]
    [InlineData("sender.Report(session: new SessionId(7), to: 1);", "sender.Report(session: given, to: 1);")]
    [InlineData("sender.Report();", "sender.Report(session: given);")]
    [InlineData("sender.Report(1);", "sender.Report(1, given);")]
    [InlineData("sender.Report(more: 1);", "sender.Report(more: 1, session: given);")]
    [InlineData("SessionId none = default; sender.Complete(none);", "SessionId none = default; sender.Complete(given);")]
    [InlineData("Action later = () => sender.Complete(default);", "Action later = () => sender.Complete(given);")]
    public async Task The_parameter_in_scope_is_presented(string body, string mended) => await Mended.AssertAsync(
        _fix,
        Source.With(mended, "Sender sender, SessionId given"),
        await Mended.FirstAsync(_fix, Source.With(body, "Sender sender, SessionId given")));

    [Theory]
    [InlineData("var made = sender.Attach(); sender.Complete(default);", "var made = sender.Attach(); sender.Complete(made);")]
    [InlineData("var @new = sender.Attach(); sender.Complete(default);", "var @new = sender.Attach(); sender.Complete(@new);")]
    [InlineData("if (id is { } found) sender.Complete(default);", "if (id is { } found) sender.Complete(found);")]
    [InlineData("if (id is { } found) sender.Complete(id ?? default);", "if (id is { } found) sender.Complete(found);")]
    [InlineData("foreach (var one in new SessionId[3]) { sender.Complete(default); }", "foreach (var one in new SessionId[3]) { sender.Complete(one); }")]
    public async Task So_is_a_variable_that_is_assigned_there(string body, string mended) => await Mended.AssertAsync(
        _fix,
        Source.With(mended, "Sender sender, SessionId? id"),
        await Mended.FirstAsync(_fix, Source.With(body, "Sender sender, SessionId? id")));

    [Theory]
    [InlineData("sender.Complete(default);", "Sender sender")]
    [InlineData("sender.Complete(default);", "Sender sender, SessionId one, SessionId other")]
    [InlineData("sender.Complete(default);", "Sender sender, SessionId? id")]
    [InlineData("sender.Complete(default); var made = sender.Attach();", "Sender sender")]
    [InlineData("SessionId made; if (sender.Current == default) made = sender.Attach(); sender.Complete(default);", "Sender sender")]
    [InlineData("var none = SessionId.None; sender.Complete(none);", "Sender sender")]
    [InlineData("var now = sender.Current; sender.Complete(now);", "Sender sender")]
    [InlineData("sender.Named(\"a\");", "Sender sender, string text")]
    public async Task Nothing_is_offered_where_there_is_none_or_more_than_one(string body, string parameters) =>
        Assert.Null(await Mended.FirstAsync(_fix, Source.With(body, parameters)));

    [Fact]
    public async Task Of_a_type_that_is_used_for_anything_the_name_decides() => await Mended.AssertAsync(
        _fix,
        Source.With("sender.Named(session);", "Sender sender, string text, string session"),
        await Mended.FirstAsync(_fix, Source.With("sender.Named(\"a\");", "Sender sender, string text, string session")));

    [Fact]
    public async Task A_parameter_of_the_primary_constructor_is_in_scope_too()
    {
        const string Types = """
            using Replication;
            public readonly record struct SessionId(ulong Value);
            public sealed class Sender { public void Complete([RequiresSessionId] SessionId session) { } }

            """;

        await Mended.AssertAsync(
            _fix,
            Types + "public sealed class Worker(Sender sender, SessionId given) { public void Done() => sender.Complete(given); }",
            await Mended.FirstAsync(_fix, Types + "public sealed class Worker(Sender sender, SessionId given) { public void Done() => sender.Complete(default); }"));
        Assert.Null(await Mended.FirstAsync(
            _fix, Types + "public sealed class Worker(SessionId given) { public SessionId Given => given; public static void Done(Sender sender) => sender.Complete(default); }"));
    }

    [Fact]
    public async Task All_are_mended_at_once() => await Mended.AssertAsync(
        _fix,
        Source.With("sender.Complete(given); sender.Report(1, given, 2); sender.Report(session: given); sender.Complete(given);", "Sender sender, SessionId given"),
        await Mended.AllAsync(_fix, Source.With(
            "sender.Complete(default); sender.Report(1, new(7), 2); sender.Report(); sender.Complete(sender.Current);", "Sender sender, SessionId given")));
}
