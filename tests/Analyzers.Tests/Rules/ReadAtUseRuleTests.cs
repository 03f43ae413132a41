using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

/// <summary>In each body <c>/*1*/</c> stands before a session ID that is read where it is presented.</summary>
public sealed class ReadAtUseRuleTests
{
    private const string Rule = "RPL1010";

    [Theory]
    [InlineData("x.Complete(/*1*/x.Current);")]
    [InlineData("x.Complete(/*1*/(x.Current));")]
    [InlineData("x.Complete(/*1*/x.Session!.Id);")]
    [InlineData("x.Complete(/*1*/x.Maybe!.Value);")]
    [InlineData("x.Complete(/*1*/x.Maybe.GetValueOrDefault());")]
    [InlineData("x.Complete(/*1*/x.Maybe ?? default);")]
    [InlineData("x.Complete(/*1*/x.Session?.Id ?? session);")]
    [InlineData("x.Complete(/*1*/x.Session?.Other ?? default);")]
    [InlineData("x.Complete(/*1*/quick ? session : x.Current);")]
    [InlineData("x?.Complete(/*1*/x.Current);")]
    [InlineData("x.Inner.Complete(/*1*/x.Inner.Current);")]
    [InlineData("x.CompleteAll(/*1*/x.Current);")]
    [InlineData("x.Present(/*1*/x.Current);")]
    [InlineData("if (x.Complete(/*1*/x.Current)) return;")]
    [InlineData("_ = quick switch { true => x.Complete(/*1*/x.Current), false => false };")]
    [InlineData("foreach (var one in new List<Sender>()) one.Complete(/*1*/one.Current);")]
    [InlineData("Action later = () => x.Complete(/*1*/x.Current);")]
    [InlineData("try { if (quick) return; } finally { x.Complete(/*1*/x.Current); }")]
    [InlineData("x.Complete(/*1*/x.Look().Id);")]
    [InlineData("x.Complete(/*1*/registry.Find(\"a\").Look().Id);")]
    [InlineData("x.Complete(/*1*/registry.Get(\"a\").Marked);")]
    [InlineData("x.Complete(/*1*/registry.Find(\"a\").Current);")]
    [InlineData("_ = new Handle(/*1*/x.Look().Id);")]
    [InlineData("if (x.Session is { } seen) x.Complete(/*1*/picture.Id);", ", Picture picture")]
    [InlineData("var now = x.Current; x.Complete(/*1*/now);")]
    [InlineData("SessionId now = x.Look().Id; if (!x.Complete(/*1*/now)) return;")]
    public async Task The_session_that_stands_is_reported(string body, string parameters = "") =>
        await Marks.AssertAsync(Rule, Senders.With(body, parameters: parameters));

    [Theory]
    [InlineData("x.Complete(session);")]
    [InlineData("x.Complete(x.Attach());")]
    [InlineData("var made = x.Attach(); x.Complete(made);")]
    [InlineData("var made = x.Current; Console.WriteLine(made); x.Complete(made);")]
    [InlineData("var made = x.Current; x.Attach(); x.Complete(made);")]
    [InlineData("var made = x.Current; Action later = () => x.Complete(made);")]
    [InlineData("var made = x.Current; made = session; x.Complete(made);")]
    [InlineData("x.Complete(other.Current);", ", Sender other")]
    [InlineData("x.Complete(handle.Session);", ", Handle handle")]
    [InlineData("x.Complete(assigned.Id);", ", View assigned")]
    [InlineData("x.Inner.Complete(x.Current);")]
    [InlineData("message.Handle(message.Id);", ", Message message")]
    [InlineData("Console.WriteLine(x.Current); Console.WriteLine(x.Look().Id);")]
    [InlineData("foreach (var one in new List<View>()) x.Complete(one.Id);")]
    [InlineData("registry.Get(\"a\").Complete(registry.Get(\"a\").Current);")]
    public async Task What_was_captured_or_belongs_to_something_else_is_not(string body, string parameters = "") =>
        await Marks.AssertAsync(Rule, Senders.With(body, parameters: parameters));

    [Fact]
    public async Task What_an_object_keeps_may_be_what_it_was_given_unless_it_says_otherwise() => await Marks.AssertAsync(Rule, Senders.Types + """
        public class Worker(SessionId given, Sender sender)
        {
            private readonly SessionId _session = given;
            private readonly Sender _sender = sender;
            [CurrentSession] private SessionId _stands;
            public SessionId Current { get; set; }
            private void Complete([RequiresSessionId] SessionId session) { _stands = session; }
            public void Done()
            {
                Complete(_session);
                this.Complete(this.Current);
                Complete(given);
                Complete(/*1*/_stands);
                Complete(/*1*/this._stands);
                _sender.Complete(_session);
                _sender.Complete(/*1*/_sender.Current);
                this._sender.Complete(/*1*/_sender.Current);
                sender.Complete(/*1*/sender.Current);
            }
        }
        """);

    [Fact]
    public async Task It_is_seen_in_async_and_generic_methods() => await Marks.AssertAsync(Rule, Senders.Types + """
        public abstract class Actor { public SessionId Now => default; [CurrentSession] public abstract Task<View> ReadAsync(); public void End([RequiresSessionId] SessionId session) { } }
        public static class User
        {
            static async Task RunAsync(Sender x, Actor actor)
            {
                await x.CompleteAsync(/*1*/x.Current);
                actor.End(/*1*/(await actor.ReadAsync()).Id);
            }
            static void Run<T>(T actor) where T : Actor => actor.End(/*1*/actor.Now);
        }
        """);

    [Fact]
    public async Task The_message_says_what_is_lost_and_what_would_be_legal()
    {
        var analyzed = await Analyzed.From(Senders.With("x.Complete(x.Current);"));

        Assert.Equal((Rule, "x.Current"), analyzed.Only());
        Assert.Equal(
            "'Complete' is presented 'x.Current', the session that stands at that moment: fencing is switched off by it. Present the session ID that was given when the session was assigned: take it as a parameter.",
            analyzed.Message());
        Assert.Equal(DiagnosticSeverity.Error, analyzed.Found[0].Severity);
    }
}
