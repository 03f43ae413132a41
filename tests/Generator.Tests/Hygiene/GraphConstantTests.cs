using Replication.Generator.Tests.Harness;
using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Hygiene;

public sealed class GraphConstantTests
{
    [Fact]
    public void A_drawing_ends_in_LF_and_has_no_other_end_of_line()
    {
        Assert.StartsWith("digraph \"Delivery\" {\n", Delivery.DotGraph, StringComparison.Ordinal);
        Assert.EndsWith("}\n", Delivery.DotGraph, StringComparison.Ordinal);
        Assert.StartsWith("stateDiagram-v2\n", Delivery.MermaidGraph, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', Delivery.DotGraph + Delivery.MermaidGraph);
    }

    /// <summary>One source, compiled twice: the generator's copy draws what the runtime's draws.</summary>
    [Fact]
    public void A_constant_is_what_the_runtime_draws_of_the_table()
    {
        foreach (var (table, dot, mermaid) in new[]
        {
            (Delivery.Definition, Delivery.DotGraph, Delivery.MermaidGraph), (Ledger.Definition, Ledger.DotGraph, Ledger.MermaidGraph),
            (Turnstile.Definition, Turnstile.DotGraph, Turnstile.MermaidGraph), (Gate.Definition, Gate.DotGraph, Gate.MermaidGraph),
            (Alarm.Definition, Alarm.DotGraph, Alarm.MermaidGraph),
        })
        {
            var graph = MachineGraph.From(table).Fold().MergeParallel();
            Assert.Equal(DotGraph.Write(graph), dot);
            Assert.Equal(MermaidGraph.Write(graph), mermaid);
        }
    }

    [Fact]
    public void A_guard_stands_behind_its_trigger() => Assert.Contains("[label=\" Turn [IsFirm] \"", Valve(), StringComparison.Ordinal);

    [Fact]
    public void Members_of_these_names_are_the_author_s()
    {
        var compiled = Compiled.From("""
            using Replication;
            [StateMachine<System.DayOfWeek>(Fence.None)]
            [On<DotGraph, MermaidGraph, DotGraph>]
            internal sealed partial class Plan
            {
                internal readonly record struct DotGraph;
                internal readonly record struct MermaidGraph;
            }
            """);

        Assert.Empty(compiled.Problems);
        Assert.Contains("internal const string MachineDotGraph = ", compiled.Graph.SourceText.ToString(), StringComparison.Ordinal);
        Assert.Contains("internal const string MachineMermaidGraph = ", compiled.Graph.SourceText.ToString(), StringComparison.Ordinal);
    }

    private static string Valve() => Compiled.From(Sources.Valve).Graph.SourceText.ToString();
}
