using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

/// <summary>In each body <c>/*1*/</c> stands before an ID whose session is over on every way.</summary>
public sealed class EndedSessionRuleTests
{
    private const string Rule = "RPL1011";

    [Theory]
    [InlineData("x.End(session); x.Complete(/*1*/session);")]
    [InlineData("x.End(session); y.Complete(/*1*/session);")]
    [InlineData("x.End(session); x.End(/*1*/session);")]
    [InlineData("x.Supersede(); x.Complete(/*1*/session);")]
    [InlineData("x.Stop(); x.CompleteAll(/*1*/session);")]
    [InlineData("x.Stop(); x.Progress(1, /*1*/session);")]
    [InlineData("x.Inner.Stop(); x.Inner.Complete(/*1*/session);")]
    [InlineData("made = x.Attach(); x.Stop(); x.Complete(/*1*/made);")]
    [InlineData("if (x.TryAttach(out var late)) { x.Stop(); x.Complete(/*1*/late); }")]
    [InlineData("if (quick) x.End(session); else x.End(session); x.Complete(/*1*/session);")]
    [InlineData("if (quick) x.Stop(); else x.Stop(); x.Complete(/*1*/session);")]
    [InlineData("x.End(session); while (quick) x.Complete(/*1*/session);")]
    [InlineData("x.End(session); if (quick) return; x.Complete(/*1*/session);")]
    [InlineData("if (x.TryEnd(session)) x.Complete(/*1*/session); else x.Complete(session);")]
    [InlineData("if (!x.TryEnd(session)) return; x.Complete(/*1*/session);")]
    [InlineData("if (quick && x.TryStop()) x.Complete(/*1*/session);")]
    [InlineData("if (await x.TryEndAsync(session)) await x.CompleteAsync(/*1*/session);")]
    [InlineData("_ = x.TryEnd(session) ? x.Complete(/*1*/session) : x.Complete(session);")]
    [InlineData("_ = x.TryEnd(session) && x.Complete(/*1*/session);")]
    [InlineData("try { x.End(session); } finally { Console.WriteLine(); } x.Complete(/*1*/session);")]
    [InlineData("x.End(session); try { quick = true; } finally { x.Complete(/*1*/session); }")]
    [InlineData("x.Stop(); x.Progress(quick ? 1 : 2, /*1*/session);")]
    [InlineData("void Later(SessionId given) { x.End(given); x.Complete(/*1*/given); } Later(session);")]
    [InlineData("Action<SessionId> later = given => { x.End(given); x.Complete(/*1*/given); };")]
    public async Task An_ID_whose_session_ended_is_reported(string body) => await RunAsync(body);

    [Theory]
    [InlineData("x.Complete(session); x.Complete(session);")]
    [InlineData("x.Complete(session); x.End(session);")]
    [InlineData("x.End(session); Console.WriteLine(session); _ = $\"{session} is over\";")]
    [InlineData("if (quick) x.End(session); x.Complete(session);")]
    [InlineData("if (quick) { x.End(session); return; } x.Complete(session);")]
    [InlineData("if (quick) { x.Stop(); throw new Exception(); } x.Complete(session);")]
    [InlineData("switch (quick) { case true: x.End(session); break; default: x.Complete(session); break; }")]
    [InlineData("x.End(session); session = x.Attach(); x.Complete(session);")]
    [InlineData("x.End(session); if (x.TryAttach(out session)) x.Complete(session);")]
    [InlineData("x.End(session); (session, quick) = (x.Attach(), true); x.Complete(session);")]
    [InlineData("session = x.Supersede(); x.Complete(session);")]
    [InlineData("var next = x.Supersede(); x.Complete(next);")]
    [InlineData("x.Stop(); y.Complete(session);")]
    [InlineData("x.Inner.Stop(); x.Complete(session);")]
    [InlineData("x.Stop(); x = y; x.Complete(session);")]
    [InlineData("registry.Get(\"a\").Stop(); registry.Get(\"a\").Complete(session);")]
    [InlineData("while (quick) { x.Complete(session); x.End(session); break; }")]
    [InlineData("while (quick) { x.Complete(session); if (x.TryEnd(session)) break; }")]
    [InlineData("foreach (var one in new List<SessionId>()) { x.Complete(one); x.End(one); }")]
    [InlineData("foreach (var one in new List<Sender>()) { one.Complete(session); one.Stop(); }")]
    [InlineData("var ended = x.TryEnd(session); x.Complete(session);")]
    [InlineData("_ = x.TryStop(); x.Complete(session);")]
    [InlineData("try { x.End(session); } catch (Exception) { x.Complete(session); }")]
    [InlineData("try { x.Complete(session); x.End(session); } finally { x.End(session); }")]
    [InlineData("try { await x.CompleteAsync(session); } finally { x.End(session); }")]
    [InlineData("Action later = () => x.Complete(session); x.End(session); later();")]
    [InlineData("void Later() => x.End(session); Later(); x.Complete(session);")]
    [InlineData("x.End(session); x.Complete(quick ? made : session);")]
    [InlineData("x.End(session); _ = nameof(session);")]
    [InlineData("x.Replace(session); x.Complete(session);")]
    [InlineData("if (id is { } given) { x.End(given); } if (id is { } again) x.Complete(again);")]
    public async Task One_whose_session_may_stand_is_not(string body) => await RunAsync(body);

    [Fact]
    public async Task It_is_seen_on_fields_and_in_types_of_every_kind() => await Marks.AssertAsync(Rule, Senders.Types + """
        public partial class Worker(Sender sender)
        {
            private Sender _sender = sender;
            public void Fields(SessionId session) { _sender.Stop(); _sender.Complete(/*1*/session); }
            public void This(SessionId session) { this._sender.Stop(); _sender.Complete(/*1*/session); }
            public void Other(SessionId session) { _sender.Stop(); _sender = new Sender(); _sender.Complete(session); }
            public void Primary(SessionId session) { sender.Stop(); sender.Complete(/*1*/session); }
        }
        public record Job(Sender Sender) { public void Run(SessionId session) { Sender.Stop(); Sender.Complete(/*1*/session); } }
        public static class Generic { public static void Run<T>(Sender x, T session) { x.Stop(); x.Present(/*1*/session); } }
        """);

    [Fact]
    public async Task The_message_names_what_ended_it_and_where()
    {
        var analyzed = await Analyzed.From(Senders.With("x.End(session); x.Complete(session);"));

        Assert.Equal((Rule, "session"), analyzed.Only());
        Assert.Equal("'session' opens nothing any more: 'End' ended its session before. Leave the call out, or present the ID of a session that was assigned since.", analyzed.Message());
        var end = analyzed.Found[0].AdditionalLocations.Single();
        Assert.Equal("x.End(session)", end.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(end.SourceSpan));
        Assert.Equal(DiagnosticSeverity.Error, analyzed.Found[0].Severity);
    }

    private static async Task RunAsync(string body) => await Marks.AssertAsync(
        Rule, Senders.With("await Task.Yield(); " + body, "static async Task RunAsync", ", Sender y, SessionId made"));
}
