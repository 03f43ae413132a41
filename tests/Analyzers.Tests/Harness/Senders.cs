namespace Replication.Analyzers.Tests.Harness;

/// <summary>What session IDs are presented to, in the shapes that calls have.</summary>
internal static class Senders
{
    public const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Replication;
        public readonly record struct SessionId(ulong Value)
        {
            public static SessionId None => default;
            public static readonly SessionId Zero = default;
            public static SessionId Parse(string text) => new(ulong.Parse(text));
        }
        public sealed class Sender
        {
            public SessionId Current { get; private set; }
            public SessionId? Maybe => null;
            public View? Session => null;
            [CurrentSession] public View Look() => new(default, default);
            [CurrentSession] public SessionId Marked;
            public SessionId Attach() => Current;
            public Task<SessionId> AttachAsync() => Task.FromResult(Current);
            public bool Complete([RequiresSessionId] SessionId session) => true;
            public void Progress(int to, [RequiresSessionId] SessionId session, string note = "") { }
            public void Omit([RequiresSessionId] SessionId session = default, int more = 0) { }
            public Task<bool> CompleteAsync([RequiresSessionId] SessionId session) => Task.FromResult(true);
            public Sender Inner => this;
            public void End([RequiresSessionId(Ends = true)] SessionId session) { }
            public bool TryEnd([RequiresSessionId(Ends = true)] SessionId session) => true;
            public Task<bool> TryEndAsync([RequiresSessionId(Ends = true)] SessionId session) => Task.FromResult(true);
            [EndsSession] public SessionId Supersede() => default;
            [EndsSession] public bool TryStop() => true;
            [EndsSession] public void Stop() { }
            [EndsSession] public void Replace(SessionId next) { }
            public bool TryAttach(out SessionId session) { session = default; return true; }
        }
        public sealed record View(SessionId Id, SessionId? Other);
        [CurrentSession] public sealed record Picture(SessionId Id);
        public sealed record Message(SessionId Id) { public void Handle([RequiresSessionId] SessionId session) { } }
        public sealed class Registry { [CurrentSession] public Sender Find(string name) => new(); public Sender Get(string name) => new(); }
        public interface IPort { void Complete([RequiresSessionId] SessionId session); }
        public sealed class Handle([RequiresSessionId] SessionId session) { public SessionId Session => session; }
        public delegate void Completing([RequiresSessionId] SessionId session);
        public static class Extensions
        {
            public static void CompleteAll(this Sender sender, [RequiresSessionId] SessionId session) { }
            public static void Present<T>(this Sender sender, [RequiresSessionId] T session) { }
            public static void ByName([RequiresSessionId] string session) { }
            public static void ByGuid([RequiresSessionId] Guid session) { }
        }
        """;

    /// <summary>The types, and a method with a body.</summary>
    public static string With(string body, string head = "static void Run", string parameters = "") => $$"""
        {{Types}}
        public static class User
        {
            {{head}}(Sender x, SessionId session, SessionId? id, bool quick, Registry registry{{parameters}})
            {
                {{body}}
            }
        }
        """;
}
