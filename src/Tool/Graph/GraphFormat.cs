namespace Replication.Tool.Graph;

/// <summary>A language graphs are written in.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Extension">How its files end, with the dot.</param>
/// <param name="Write">Writes a graph.</param>
internal sealed record GraphFormat(string Name, string Extension, Func<MachineGraph, string> Write)
{
    /// <summary>Every language; the first is the one of standard output.</summary>
    public static IReadOnlyList<GraphFormat> All { get; } =
        [new("dot", ".dot", DotGraph.Write), new("mermaid", ".mmd", MermaidGraph.Write)];

    public static string Names => string.Join(", ", All.Select(format => format.Name));
}
