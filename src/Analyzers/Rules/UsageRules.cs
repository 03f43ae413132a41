using Microsoft.CodeAnalysis;

namespace Replication.Analyzers.Rules;

/// <summary>The rules of use: what is wrong where values of a machine, or of any type under the same contract, are used.</summary>
internal static class UsageRules
{
    private const string Category = "Replication.Usage";

    public static readonly DiagnosticDescriptor UsedUp = new(
        "RPL1001", "The value is used up", "'{0}' is used up: '{1}' took its value before. Go on with what that handed out.",
        Category, DiagnosticSeverity.Error, true,
        "A value that a transition used up is refused by the fence when it runs, every time.", TableRules.Pages + "RPL1001.md");

    public static readonly DiagnosticDescriptor PossiblyUsedUp = new(
        "RPL1002", "The value may be used up", "'{0}' may be used up: on a way that leads here '{1}' took its value. Go on with what that handed out, or leave before.",
        Category, DiagnosticSeverity.Warning, true,
        "A value that a transition used up on one way is refused by the fence when it runs that way.", TableRules.Pages + "RPL1002.md");

    public static readonly DiagnosticDescriptor IgnoredAnswer = new(
        "RPL1003", "The answer is ignored", "'{0}' answers whether it happened, and nobody hears it. Ask it in a condition, or discard it: _ = ….",
        Category, DiagnosticSeverity.Warning, true,
        "A transition that is refused changes nothing. Who does not ask goes on as if it had happened.", TableRules.Pages + "RPL1003.md");
}
