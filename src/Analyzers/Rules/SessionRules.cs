using Microsoft.CodeAnalysis;

namespace Replication.Analyzers.Rules;

/// <summary>The rules of fencing: what is wrong where a session ID, a moment or a position is handed to a call that checks it.</summary>
internal static class SessionRules
{
    private const string Category = "Replication.Usage";

    public static readonly DiagnosticDescriptor NoSession = new(
        "RPL1009", "There is no session ID", "'{0}' is presented {1}, which nobody was given. Present the session ID that was given when the session was assigned: take it as a parameter.",
        Category, DiagnosticSeverity.Error, true,
        "A session ID is presented by whoever was given it. A default value, a literal or a made-up ID was given to nobody.", TableRules.Pages + "RPL1009.md");

    public static readonly DiagnosticDescriptor ReadAtUse = new(
        "RPL1010", "The session ID is read at the moment of use",
        "'{0}' is presented {1}, the session that stands at that moment: fencing is switched off by it. Present the session ID that was given when the session was assigned: take it as a parameter.",
        Category, DiagnosticSeverity.Error, true,
        "Whoever presents the session that stands always presents the right one: whoever was superseded cannot be told from whoever was assigned.",
        TableRules.Pages + "RPL1010.md");

    public static readonly DiagnosticDescriptor Over = new(
        "RPL1011", "The session of this ID is over", "'{0}' opens nothing any more: '{1}' ended its session before. Leave the call out, or present the ID of a session that was assigned since.",
        Category, DiagnosticSeverity.Error, true,
        "The ID of a session that is over is refused every time.", TableRules.Pages + "RPL1011.md");

    public static readonly DiagnosticDescriptor TwoLogs = new(
        "RPL1012", "Positions of two logs are compared",
        "{0} and {1} are positions of two logs. They are comparable up to where both logs are the same: cap one at the position up to which the logs are known to agree, and compare that.",
        Category, DiagnosticSeverity.Warning, true,
        "The higher position may be of entries that the other log never had.", TableRules.Pages + "RPL1012.md");

    public static readonly DiagnosticDescriptor TimeOfDay = new(
        "RPL1013", "The time of day is no tick",
        "'{0}' is given a moment made of {1}, the time of day, which is set and steps. Give it a reading of a monotonic clock in the unit it counts: Environment.TickCount64 for milliseconds, TimeProvider.GetTimestamp() or Stopwatch.GetTimestamp() for timestamps.",
        Category, DiagnosticSeverity.Error, true,
        "A deadline that is measured by the time of day passes early, late or never when that is set.", TableRules.Pages + "RPL1013.md");
}
