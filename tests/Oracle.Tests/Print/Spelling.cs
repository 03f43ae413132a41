using Replication.Oracle.Tests.Tables;

namespace Replication.Oracle.Tests.Print;

/// <summary>The names of what is printed.</summary>
internal static class Spelling
{
    public static string State(int state) => $"S{state}";

    public static string Trigger(int trigger) => $"T{trigger}";

    public static string Group(int group) => $"IG{group}";

    /// <summary>What goes before the other arguments of a call.</summary>
    public static string Step(this TableSpec spec) => spec.Fence == FenceChoice.Owner ? "in step, " : "";

    /// <summary>The only argument of a call.</summary>
    public static string OnlyStep(this TableSpec spec) => spec.Fence == FenceChoice.Owner ? "in step" : "";
}
