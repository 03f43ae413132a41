namespace Replication.Analyzers.Tests.Harness;

/// <summary>A machine with nothing wrong, to which a test adds rows, members and types.</summary>
internal static class Machine
{
    public static string With(string rows = "", string members = "", string elsewhere = "", string context = "") =>
        Text(rows, members, elsewhere, context, uses: rows + members);

    // A trigger that nothing names would be one thing wrong.
    private static string Text(string rows, string members, string elsewhere, string context, string uses) => $$"""
        using System;
        using Replication;
        [StateMachine<Why>(Fence.Owner{{context}})]
        [On<Idle, Begin, Busy>]
        [On<Busy, Finish, Done>]
        {{rows}}
        internal sealed partial class Work
        {
            internal interface ILive;
            internal readonly record struct Idle : ILive;
            internal readonly record struct Busy(int Percent) : ILive;
            internal readonly record struct Done;
            internal readonly record struct Begin;
            internal readonly record struct Finish;
            {{(uses.Contains("Go", StringComparison.Ordinal) ? "internal readonly record struct Go;" : "")}}
            static Busy On(in Idle s, in Begin t) => new(0);
            {{members}}
        }
        internal enum Why { None, Early }
        {{elsewhere}}
        """;
}
