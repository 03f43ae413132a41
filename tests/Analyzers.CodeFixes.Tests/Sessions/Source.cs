namespace Replication.Analyzers.CodeFixes.Tests.Sessions;

/// <summary>A worker whose method a test writes.</summary>
internal static class Source
{
    public static string With(string body, string parameters = "Sender sender") => $$"""
        using System;
        using System.Threading.Tasks;
        using Replication;

        public readonly record struct SessionId(ulong Value)
        {
            public static SessionId None => default;
        }

        public sealed class Sender
        {
            public SessionId Current { get; private set; }
            public SessionId Attach() => Current;
            public Task<SessionId> AttachAsync() => Task.FromResult(Current);
            public void Complete([RequiresSessionId] SessionId session) { }
            public void Report(int to = 0, [RequiresSessionId] SessionId session = default, int more = 0) { }
            public void Named([RequiresSessionId] string session) { }
        }

        public static class Worker
        {
            public static async Task RunAsync({{parameters}})
            {
                await Task.Yield();
                {{body}}
            }
        }
        """;
}
