namespace Consumer;

// Stand-ins for the constants that the generator makes.
public sealed partial class Door
{
    public const string DotGraph = "digraph \"Door\" {\n}\n";
    public const string MermaidGraph = "stateDiagram-v2\n    Closed\n";
}

internal sealed partial class Lamp
{
    internal const string DotGraph = "digraph \"Lamp\" {\n}\n";
    internal const string MermaidGraph = "stateDiagram-v2\n    Off\n";
}

public sealed partial class Parcel
{
    public const string DotGraph = "digraph \"Parcel\" {\n}\n";
    public const string MermaidGraph = "stateDiagram-v2\n    Packed\n";
}
