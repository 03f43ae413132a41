using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the door for who holds no value, but the ID of the session: a message, a journal.</summary>
internal static class SessionDoor
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        if (machine.Session is not { } session) return;
        var mode = FenceMode.Of(machine);
        code.Write("""
            /// <summary>Enters with the ID of the session, as what arrives in a message or a journal does: it has no value of a state.</summary>
            /// <remarks>The ID must come with what arrived. Nothing fills in the current one: that would let anybody in.</remarks>
            """);
        code.WriteAll(mode.ParameterDoc);
        code.Write("""
            /// <param name="session">The ID presented. A default value identifies nothing and is refused.</param>
            /// <param name="now">The state the machine is in; a default value on <see langword="false"/>.</param>
            /// <param name="why">Why not: the machine's session is another one.</param>
            /// <returns>Whether the ID presented is that of the machine's session.</returns>
            """);
        code.WriteAll(mode.DemandDoc);
        List<string> parameters = [.. mode.Parameter, $"[{Vocabulary.RequiresSessionId}] {session.Type} session", $"out {machine.Members.Current} now", $"out {machine.Rejection()} why"];
        code.Open($"{machine.Surface} bool TryEnter(\n    {Vocabulary.Lines(parameters)})");
        code.WriteAll(mode.Demand);
        code.Write("var stamp = CurrentStamp;");
        code.Open($"if ({IsDefault(session, "session")} || {Differs(session)})");
        code.Write($"""
            now = default;
            why = {machine.Rejection()}.OtherSession({machine.Members.Definition}, StateIndexOf(stamp), {Fact(session, "session")}, {Fact(session, $"_context.{session.Member}")});
            return false;
            """);
        code.Close();
        code.Write($"""

            now = new {machine.Members.Current}(this, stamp);
            why = default;
            return true;
            """);
        code.Close();
        code.Space();
    }

    /// <summary>The check that a machine has an ID to be entered with.</summary>
    public static IEnumerable<string> Demand(MachineModel machine) => machine.Session is not { } session ? [] :
    [
        $"if ({IsDefault(session, $"context.{session.Member}")}) throw new global::System.ArgumentException("
            + $"\"The context has no session ID: {session.Member.TrimStart('@')} is a default value, and that identifies nothing.\", nameof(context));",
    ];

    /// <summary>The same check of a context that was read.</summary>
    public static IEnumerable<string> Refuse(MachineModel machine) => machine.Session is not { } session ? [] :
    [
        $"if ({IsDefault(session, $"context.{session.Member}")})",
        "{",
        "    fault = new(global::Replication.SnapshotFaultCode.Unreadable, \"The context presented has no session ID.\");",
        "    return false;",
        "}",
        "",
    ];

    private static string IsDefault(SessionModel session, string value) => $"{Comparer(session)}.Equals({value}, default!)";

    private static string Differs(SessionModel session) => $"!{Comparer(session)}.Equals(session, _context.{session.Member})";

    private static string Comparer(SessionModel session) => $"global::System.Collections.Generic.EqualityComparer<{session.Type}>.Default";

    private static string Fact(SessionModel session, string value) =>
        $"global::Replication.Fact.Of({value}{(session.IsUnmanaged ? "" : "?.ToString() ?? \"nothing\"")})";
}
