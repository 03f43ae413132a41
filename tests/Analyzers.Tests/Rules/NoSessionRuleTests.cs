using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

/// <summary>In each body <c>/*1*/</c> stands before what is no session ID.</summary>
public sealed class NoSessionRuleTests
{
    private const string Rule = "RPL1009";

    [Theory]
    [InlineData("default")]
    [InlineData("default(SessionId)")]
    [InlineData("new SessionId()")]
    [InlineData("new()")]
    [InlineData("new SessionId(7)")]
    [InlineData("new(7)")]
    [InlineData("(new SessionId(7))")]
    [InlineData("(SessionId)default")]
    [InlineData("SessionId.None")]
    [InlineData("SessionId.Zero")]
    [InlineData("id.Value")]
    [InlineData("id!.Value")]
    [InlineData("(SessionId)id")]
    [InlineData("id.GetValueOrDefault()")]
    [InlineData("id.GetValueOrDefault(default)")]
    [InlineData("id ?? default")]
    [InlineData("id ?? SessionId.None")]
    [InlineData("id ?? new(7)")]
    [InlineData("quick ? session : default")]
    [InlineData("quick ? SessionId.None : session")]
    [InlineData("quick switch { true => session, false => default }")]
    public async Task What_nobody_was_given_is_reported_wherever_it_is_presented(string none)
    {
        foreach (var call in (string[])["x.Complete(/*1*/{0});", "x.CompleteAll(/*1*/{0});", "x.Progress(1, /*1*/{0}, \"note\");", "x.Progress(session: /*1*/{0}, to: 1);",
            "_ = new Handle(/*1*/{0});", "port.Complete(/*1*/{0});", "completing(/*1*/{0});", "x?.Complete(/*1*/{0});", "Action later = () => x.Complete(/*1*/{0});",
            "try {{ }} finally {{ x.Complete(/*1*/{0}); }}", "while (quick) x.Complete(/*1*/{0});"])
        {
            await Marks.AssertAsync(Rule, Senders.With(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, call, none), parameters: ", IPort port, Completing completing"));
        }
    }

    [Theory]
    [InlineData("var none = SessionId.None; x.Complete(/*1*/none);")]
    [InlineData("SessionId none = default; if (quick) x.Complete(/*1*/none);")]
    [InlineData("SessionId none = new(1); var again = none; x.Complete(/*1*/again);")]
    [InlineData("var perhaps = id ?? default; x.Complete(/*1*/perhaps);")]
    [InlineData("var perhaps = id.Value; x.Complete(/*1*/perhaps);")]
    [InlineData("x.Present(/*1*/default(SessionId));")]
    [InlineData("x.Present(/*1*/7);")]
    [InlineData("x.Present<string?>(/*1*/null);")]
    [InlineData("Extensions.ByName(/*1*/\"session-7\");")]
    [InlineData("Extensions.ByName(/*1*/null!);")]
    [InlineData("const string Name = \"session-7\"; Extensions.ByName(/*1*/Name);")]
    [InlineData("Extensions.ByName(/*1*/string.Empty);")]
    [InlineData("Extensions.ByGuid(/*1*/Guid.Empty);")]
    [InlineData("Extensions.ByGuid(/*1*/Guid.NewGuid());")]
    [InlineData("/*1*/x.Omit();")]
    [InlineData("/*1*/x.Omit(more: 1);")]
    [InlineData("void Later() { /*1*/x.Omit(); } Later();")]
    public async Task So_is_what_a_variable_was_filled_with_what_is_left_out_and_an_ID_of_any_type(string body) => await Marks.AssertAsync(Rule, Senders.With(body));

    [Theory]
    [InlineData("x.Complete(session);")]
    [InlineData("x.Complete(x.Attach());")]
    [InlineData("x.Complete(SessionId.Parse(\"7\"));")]
    [InlineData("x.Complete(new SessionId(session.Value));")]
    [InlineData("x.Omit(session);")]
    [InlineData("if (id is { } given) x.Complete(given);")]
    [InlineData("if (id is null) return; x.Complete(id.Value);")]
    [InlineData("if (id.HasValue) x.Complete(id.Value);")]
    [InlineData("if (id != null) x.Complete(id.GetValueOrDefault());")]
    [InlineData("if (!id.HasValue) throw new InvalidOperationException(); Action later = () => x.Complete(id.Value); later();")]
    [InlineData("_ = id.HasValue && x.Complete(id.Value);")]
    [InlineData("_ = id is not null ? x.Complete(id.Value) : false;")]
    [InlineData("x.Complete(id ?? throw new InvalidOperationException());")]
    [InlineData("x.Complete(id ?? session);")]
    [InlineData("id ??= session; x.Complete(id.Value);")]
    [InlineData("switch (id) { case { } given: x.Complete(given); break; }")]
    [InlineData("_ = id switch { { } given => x.Complete(given), null => false };")]
    [InlineData("SessionId late = default; if (quick) late = session; x.Complete(late);")]
    [InlineData("SessionId late = default; if (x.TryAttach(out late)) x.Complete(late);")]
    [InlineData("var late = SessionId.None; (late, quick) = (session, true); x.Complete(late);")]
    [InlineData("var late = SessionId.None; void Fill() => late = session; Fill(); x.Complete(late);")]
    [InlineData("var late = SessionId.None; ref var same = ref late; same = session; x.Complete(late);")]
    [InlineData("var perhaps = id ?? default; if (perhaps == SessionId.None) return; x.Complete(perhaps);")]
    [InlineData("var perhaps = id.GetValueOrDefault(); if (perhaps.Value == 0) return; x.Complete(perhaps);")]
    [InlineData("var perhaps = id ?? SessionId.None; if (EqualityComparer<SessionId>.Default.Equals(perhaps, default)) return; x.Complete(perhaps);")]
    [InlineData("if (x.TryAttach(out var made)) x.Complete(made);")]
    [InlineData("foreach (var one in new List<SessionId>()) x.Complete(one);")]
    [InlineData("var made = Guid.NewGuid(); Extensions.ByGuid(made);")]
    [InlineData("Extensions.ByName(session.ToString());")]
    [InlineData("_ = session == SessionId.None; _ = Equals(session, default(SessionId));")]
    public async Task What_somebody_may_have_been_given_is_not(string body) => await Marks.AssertAsync(Rule, Senders.With(body));

    [Theory]
    [InlineData("static async Task RunAsync", "await Task.Yield(); await x.CompleteAsync(/*1*/default);")]
    [InlineData("static IEnumerable<int> Run", "x.Complete(/*1*/default); yield return 1;")]
    [InlineData("static void Run<T>", "x.Present(/*1*/default(T)!);")]
    public async Task It_is_seen_in_methods_of_every_kind(string head, string body) => await Marks.AssertAsync(Rule, Senders.With(body, head));

    [Fact]
    public async Task And_in_constructors_initializers_and_partial_types() => await Marks.AssertAsync(Rule, Senders.Types + """
        public class Base([RequiresSessionId] SessionId session) { public SessionId Session => session; }
        public class First() : Base(/*1*/default);
        public class Second : Base { public Second() : base(/*1*/SessionId.None) { } public Second(SessionId given) : base(given) { } }
        public partial class Third(SessionId given) { private readonly Handle _one = new(given); }
        public partial class Third { private readonly Handle _two = new(/*1*/new SessionId(1)); public Handle Three { get; } = new(/*1*/default); }
        """);

    [Fact]
    public async Task Generated_code_is_not_looked_at() =>
        Assert.Empty((await Analyzed.From("// <auto-generated/>\n#nullable enable\n" + Senders.With("x.Complete(default);"))).Found);

    [Theory]
    [InlineData("x.Complete(default);", "default", "'Complete' is presented 'default', which nobody was given. Present the session ID that was given when the session was assigned: take it as a parameter.")]
    [InlineData("x.Omit();", "x.Omit()", "'Omit' is presented no 'session', which nobody was given. Present the session ID that was given when the session was assigned: take it as a parameter.")]
    [InlineData("_ = new Handle(default);", "default", "'Handle' is presented 'default', which nobody was given. Present the session ID that was given when the session was assigned: take it as a parameter.")]
    public async Task The_message_says_what_was_presented_and_what_would_be_legal(string body, string at, string message)
    {
        var analyzed = await Analyzed.From(Senders.With(body));

        Assert.Equal((Rule, at), analyzed.Only());
        Assert.Equal(message, analyzed.Message());
        Assert.Equal(DiagnosticSeverity.Error, analyzed.Found[0].Severity);
    }
}
