namespace Replication.Recovery.Tests;

/// <summary>Reads <c>duration=100</c>, <c>entries=50</c>, <c>progress=30</c>; what is not said is unlimited.</summary>
internal static class Budgets
{
    public static RecoveryBudget Read(InputLine line, IEnumerable<string> limits)
    {
        var budget = RecoveryBudget.Unlimited;
        foreach (var limit in limits)
        {
            budget = limit.Split('=') switch
            {
                ["duration", var number] => budget with { MaxDuration = line.Number("duration", number) },
                ["entries", var number] => budget with { MaxEntries = line.Number("entries", number) },
                ["progress", var number] => budget with { ProgressDeadline = line.Number("progress", number) },
                _ => throw line.Wrong($"'{limit}' limits nothing"),
            };
        }

        return budget;
    }
}
