using Microsoft.CodeAnalysis;

namespace Replication.Analyzers.Rules;

/// <summary>The rules of use: what is wrong where values of a machine, or of any type under the same contract, are used.</summary>
internal static class UsageRules
{
    private const string Category = "Replication.Usage";

    public static readonly DiagnosticDescriptor UsedUp = new(
        "RPL1001", "The value is used up", "'{0}' is used up: '{1}' took its value before. Go on with what that handed out, or do this before it.",
        Category, DiagnosticSeverity.Error, true,
        "A value that a transition used up is refused by the fence when it runs, every time.", TableRules.Pages + "RPL1001.md");

    public static readonly DiagnosticDescriptor PossiblyUsedUp = new(
        "RPL1002", "The value may be used up", "'{0}' may be used up: on a way that leads here '{1}' took its value. Go on with what that handed out, or leave before.",
        Category, DiagnosticSeverity.Warning, true,
        "A value that a transition used up on one way is refused by the fence when it runs that way.", TableRules.Pages + "RPL1002.md");

    public static readonly DiagnosticDescriptor Dropped = new(
        "RPL1004", "What is handed out is dropped", "What '{0}' hands out is dropped. Go on with it, or look at what it says; where it really does not matter, discard it: _ = ….",
        Category, DiagnosticSeverity.Error, true,
        "What a transition hands out is the only way on; what an operation answers is the only word on whether it happened.", TableRules.Pages + "RPL1004.md");

    public static readonly DiagnosticDescriptor NeverHandedOut = new(
        "RPL1005", "The value was never handed out", "'{0}' holds no value here: it is what '{1}' leaves where nothing was handed out. Use it only where the answer was yes.",
        Category, DiagnosticSeverity.Error, true,
        "A Try transition that is refused hands out a default value, and a default value acts on no machine.", TableRules.Pages + "RPL1005.md");

    public static readonly DiagnosticDescriptor Abandoned = new(
        "RPL1006", "The value is not seen through", "'{0}' is never released or completed. {1}, return it, store it or pass it on.",
        Category, DiagnosticSeverity.Error, true,
        "What is marked [MustComplete] holds something that others wait for, and stays held when it is left behind.", TableRules.Pages + "RPL1006.md");

    public static readonly DiagnosticDescriptor PossiblyAbandoned = new(
        "RPL1007", "The value is not seen through on every way", "'{0}' is not released or completed on one of the paths. {1}, return it, store it or pass it on.",
        Category, DiagnosticSeverity.Warning, true,
        "What is marked [MustComplete] stays held on the way that leaves it behind.", TableRules.Pages + "RPL1007.md");

    public static readonly DiagnosticDescriptor Unwatched = new(
        "RPL1014", "The state goes where it is not watched",
        "'{0}' is {1}, where nobody sees how often it is used. Keep the machine, and ask it with Now when there is something to do; or pass the state on as a parameter.",
        Category, DiagnosticSeverity.Warning, true,
        "A state is used once. In a field, a box or a function that captures it only the fence can tell, when it runs.", TableRules.Pages + "RPL1014.md");

    public static readonly DiagnosticDescriptor IgnoredAnswer = new(
        "RPL1003", "The answer is ignored", "'{0}' answers whether it happened, and nobody hears it. Ask it in a condition; where it really does not matter, discard it: _ = ….",
        Category, DiagnosticSeverity.Error, true,
        "A transition that is refused changes nothing. Who does not ask goes on as if it had happened.", TableRules.Pages + "RPL1003.md");
}
