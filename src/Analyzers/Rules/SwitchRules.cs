using Microsoft.CodeAnalysis;

namespace Replication.Analyzers.Rules;

/// <summary>The rules of switches over closed unions.</summary>
internal static class SwitchRules
{
    public static readonly DiagnosticDescriptor MissingCase = new(
        "RPL1008", "A case is missing", "The switch over '{0}' has no arm for {1}. Add one, or a catch-all that does more than throw.",
        "Replication.Usage", DiagnosticSeverity.Error, true,
        "A closed union is one of its cases. A switch that leaves one out does nothing, or throws, on the day it occurs.", TableRules.Pages + "RPL1008.md");

    /// <summary>What the compiler says of switches that leave out only the value that is no case.</summary>
    public static readonly SuppressionDescriptor[] Covered =
        [.. new[] { "CS8509", "CS8524", "CS8655", "CS8846", "CS8847" }.Select(warning => new SuppressionDescriptor(
            "RPLS0001", warning, "The value is a closed union ([OneOf]), and the switch has an arm for each of its cases"))];
}
