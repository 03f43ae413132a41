using System.Globalization;
using CsCheck;

namespace Replication.Tests.Graphs;

public sealed class WriterTests
{
    private static MachineGraph Job => MachineGraph.From(Tables.Job).FoldAnyState().MergeParallel();

    [Fact]
    public void A_machine_in_DOT() => Assert.Equal(
        """
        digraph "Job" {
            graph [label="Job\n ", labelloc=t, nodesep=0.4, ranksep=0.5, pad=0.2, mclimit=4, fontname="Helvetica,Arial,sans-serif", fontsize=16]
            node [shape=box, style="rounded,filled", color="#33475b", fillcolor="#eef3f9", fontcolor="#1c2733",
                height=0.4, margin="0.2,0.08", fontname="Helvetica,Arial,sans-serif", fontsize=12]
            edge [arrowsize=0.7, color="#5b6b7b", fontcolor="#33475b", fontname="Helvetica,Arial,sans-serif", fontsize=10]

            "Queued"
            "Running"
            "Done" [peripheries=2]
            "Stopped" [peripheries=2]
            "(any state)" [label="any state\nall but Done, Stopped", style="rounded,dashed", fontsize=10]

            "(start)" [shape=point, width=0.12, fillcolor="#33475b"]
            "(start)" -> "Queued"
            "Queued" -> "Running" [label=" Begin "]
            "Running" -> "Running" [label=" Step "]
            "Running" -> "Done" [label="&nbsp;Finish \l&nbsp;Skip \l"]
            "(any state)" -> "Stopped" [label=" Stop "]
        }

        """,
        DotGraph.Write(Job));

    [Fact]
    public void A_machine_in_Mermaid() => Assert.Equal(
        """
        stateDiagram-v2
            %% Job
            Queued
            Running
            Done
            Stopped
            state "any state<br/>all but Done, Stopped" as any_state

            [*] --> Queued
            Queued --> Running : Begin
            Running --> Running : Step
            Running --> Done : Finish<br/>Skip
            any_state --> Stopped : Stop
            Done --> [*]
            Stopped --> [*]

            classDef any stroke-dasharray: 4
            class any_state any

        """,
        MermaidGraph.Write(Job));

    [Fact]
    public void A_group_says_who_is_in_it_or_who_is_not_whichever_is_shorter()
    {
        var graph = MachineGraph.From(Tables.Fleet).Fold().MergeParallel();
        Assert.Contains("\"(any IAfloat)\" [label=\"any IAfloat\\nall but Docked\", style=\"rounded,dashed\", fontsize=10]\n", DotGraph.Write(graph), StringComparison.Ordinal);
        Assert.Contains("\"(any IFast)\" [label=\"any IFast\\nSailing, Racing\"", DotGraph.Write(graph), StringComparison.Ordinal);
        Assert.Contains("    state \"any IFast<br/>Sailing, Racing\" as any_IFast\n", MermaidGraph.Write(graph), StringComparison.Ordinal);
        Assert.Contains("    any_IFast --> Drifting : Reef<br/>Strike\n", MermaidGraph.Write(graph), StringComparison.Ordinal);
        Assert.Contains("    class any_IFast,any_IAfloat any\n", MermaidGraph.Write(graph), StringComparison.Ordinal);
    }

    [Fact]
    public void A_guard_stands_behind_its_trigger()
    {
        var table = new MachineTable("M", ["A", "B"], ["T"], [new TableRow(0, 0, 1, "Holds"), new TableRow(0, 0, 0)], initial: 0);
        Assert.Contains("\"A\" -> \"B\" [label=\" T [Holds] \"]", DotGraph.Write(MachineGraph.From(table)), StringComparison.Ordinal);
        Assert.Contains("A --> B : T #91;Holds#93;\n", MermaidGraph.Write(MachineGraph.From(table)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_of_a_state_with_ways_back_only_is_drawn_below_it()
    {
        var text = DotGraph.Write(MachineGraph.From(Tables.Table("M", "A", [("A", "T", "B"), ("A", "U", "A"), ("B", "T", "A"), ("B", "U", "B")])));
        Assert.Contains("\"A\" -> \"A\" [label=\" U \"]", text, StringComparison.Ordinal);
        Assert.Contains("\"B\" -> \"B\" [label=\" U \", tailport=s, headport=s]", text, StringComparison.Ordinal);
    }

    /// <summary>It was declared later than the state it leads to, and is above it all the same.</summary>
    [Fact]
    public void A_loop_of_a_state_with_a_way_on_is_drawn_beside_it()
    {
        var text = DotGraph.Write(MachineGraph.From(Tables.Table("M", "A", [("A", "T", "B"), ("A", "U", "C"), ("B", "T", "A"), ("C", "T", "C"), ("C", "U", "B")])));
        Assert.Contains("\"C\" -> \"C\" [label=\" T \"]", text, StringComparison.Ordinal);
    }

    /// <summary>Where the rest of it is, the other drawings say.</summary>
    [Fact]
    public void In_a_part_the_states_of_other_parts_are_pale()
    {
        var parts = MachineGraph.From(Tables.Job).SplitByGroup();
        Assert.Contains("\"Running\" [color=\"#9aa8b5\", fillcolor=white, fontcolor=\"#5b6b7b\"]", DotGraph.Write(parts[0]), StringComparison.Ordinal);
        Assert.DoesNotContain("#9aa8b5", DotGraph.Write(MachineGraph.From(Tables.Job)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_a_start_or_any_state_has_no_marks_for_them()
    {
        var graph = MachineGraph.From(Tables.Table("M", initial: null, [("A", "T", "B"), ("B", "T", "A")]));
        Assert.DoesNotContain("(", DotGraph.Write(graph), StringComparison.Ordinal);
        Assert.DoesNotContain("any", MermaidGraph.Write(graph), StringComparison.Ordinal);
        Assert.DoesNotContain("[*]", MermaidGraph.Write(graph), StringComparison.Ordinal);
    }

    /// <summary>Each means something in DOT: the end of a string, an escape, an entity, the node's own name.</summary>
    [Theory]
    [InlineData("a\"b", "\"a\\\"b\" [label=\"a\\\"b\"]", "label=\" a\\\"b \"")]
    [InlineData("a\\", "\"a\\\\\" [label=\"a\\\\\"]", "label=\" a\\\\ \"")]
    [InlineData("a\\N", "\"a\\\\N\" [label=\"a\\\\N\"]", "label=\" a\\\\N \"")]
    [InlineData("a&lt;", "\"a&amp;lt;\" [label=\"a&amp;lt;\"]", "label=\" a&amp;lt; \"")]
    [InlineData("a\r\nb", "\"a\\nb\" [label=\"a\\nb\"]", "label=\" a\\nb \"")]
    [InlineData("node", "\"node\"\n", "label=\" node \"")]
    public void Names_are_escaped_in_DOT(string name, string state, string label)
    {
        var text = DotGraph.Write(MachineGraph.From(Tables.Table("M", "S", [("S", name, name), (name, "T", "S")])));
        Assert.Contains("    " + state, text, StringComparison.Ordinal);
        Assert.Contains(label, text, StringComparison.Ordinal);
    }

    /// <summary>Each means something in Mermaid: a keyword in any case, a separator, a comment, markup, an arrow, an entity.</summary>
    [Theory]
    [InlineData("End", "state \"End\" as state_1", "End")]
    [InlineData("state", "state \"state\" as state_1", "state")]
    [InlineData("a:b;", "state \"a#58;b#59;\" as state_1", "a#58;b#59;")]
    [InlineData("%%a", "state \"#37;#37;a\" as state_1", "#37;#37;a")]
    [InlineData("<b>", "state \"#60;b#62;\" as state_1", "#60;b#62;")]
    [InlineData("a-->b", "state \"a#45;#45;#62;b\" as state_1", "a#45;#45;#62;b")]
    [InlineData("a\nb", "state \"a#10;b\" as state_1", "a#10;b")]
    [InlineData("#quot;\"", "state \"#35;quot#59;#34;\" as state_1", "#35;quot#59;#34;")]
    [InlineData("Straße", "state \"Straße\" as state_1", "Straße")]
    public void Names_are_escaped_in_Mermaid(string name, string state, string label)
    {
        var text = MermaidGraph.Write(MachineGraph.From(Tables.Table("M", "S", [("S", name, name), (name, "T", "S")])));
        Assert.Contains($"    {state}\n", text, StringComparison.Ordinal);
        Assert.Contains($"    S --> state_1 : {label}\n", text, StringComparison.Ordinal);
        Assert.Contains("    state_1 --> S : T\n", text, StringComparison.Ordinal);
    }

    /// <summary>A state may be called what a writer would call a node of its own.</summary>
    [Fact]
    public void Invented_nodes_never_take_the_name_of_a_state()
    {
        var graph = MachineGraph.From(Tables.Table(
            "M", "(start)", [("(start)", "T", "any_state"), ("(start)", "Stop", "x"), ("any_state", "Stop", "x"), ("(any state)", "Stop", "x"), ("state_0", "Stop", "x")]));
        var folded = graph.FoldAnyState();
        Assert.Contains("\"(any state)_2\" -> \"x\"", DotGraph.Write(folded), StringComparison.Ordinal);
        Assert.Contains("\"(start)_2\" -> \"(start)\"", DotGraph.Write(folded), StringComparison.Ordinal);
        Assert.Contains("any_state_2 --> x : Stop\n", MermaidGraph.Write(folded), StringComparison.Ordinal);
        Assert.Contains("[*] --> state_0_2\n", MermaidGraph.Write(folded), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_text_ends_its_lines_in_LF_and_is_the_same_in_every_culture() => Tables.Any.Sample(table =>
    {
        var graph = MachineGraph.From(table).Fold().MergeParallel();
        var (dot, mermaid) = (DotGraph.Write(graph), MermaidGraph.Write(graph));
        Assert.DoesNotContain('\r', dot + mermaid);
        Assert.EndsWith("}\n", dot, StringComparison.Ordinal);
        Assert.EndsWith("\n", mermaid, StringComparison.Ordinal);

        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = "," } };
        try
        {
            Assert.Equal((dot, mermaid), (DotGraph.Write(graph), MermaidGraph.Write(graph)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    });

    /// <summary>As many arrows as edges and marks: neither writer drops or repeats one.</summary>
    [Fact]
    public void A_text_has_an_arrow_for_each_edge_and_each_mark() => Tables.Any.Sample(table =>
    {
        var graph = MachineGraph.From(table).Fold();
        var starts = graph.States.Count(state => state.IsInitial);
        Assert.Equal(graph.Edges.Count + starts, DotGraph.Write(graph).Split(" -> ").Length - 1);
        Assert.Equal(graph.Edges.Count + starts + graph.States.Count(state => state.IsTerminal), MermaidGraph.Write(graph).Split(" --> ").Length - 1);
    });
}
