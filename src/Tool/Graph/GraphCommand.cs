using System.CommandLine;

namespace Replication.Tool.Graph;

/// <summary><c>replication graph ASSEMBLY</c></summary>
internal static class GraphCommand
{
    // What each cell says, as Markdown: written of the table, so that nothing of it can be folded or split.
    private const string Coverage = "coverage";

    public static Command Create()
    {
        var assembly = new Argument<string>("ASSEMBLY") { Description = "A .NET assembly with state machines. It is read, never run." };
        var format = new Option<string?>("--format")
        {
            Description = $"{GraphFormat.Names}, or {Coverage} for a matrix of states and triggers; default: every drawing with --out, else the first",
            HelpName = "FORMAT",
        };
        var folder = new Option<string?>("--out")
        {
            Description = "Writes a file for each machine into this folder, not to standard output.",
            HelpName = "DIR",
        };
        var unfold = new Option<bool>("--unfold")
        {
            Description = "Draws an edge for each state also where every state, or every state of a group, has it to the same target.",
        };
        var split = new Option<bool>("--split") { Description = "Gives each group of states a drawing of its own; each edge is in exactly one." };
        var command = new Command("graph", "Draws the state machines of an assembly as DOT or Mermaid, or writes their coverage.") { assembly, format, folder, unfold, split };
        command.SetAction((parse, _) => RunAsync(
            new GraphOptions(
                parse.GetRequiredValue(assembly), parse.GetValue(format), parse.GetValue(folder), parse.GetValue(unfold), parse.GetValue(split)),
            Console.Out,
            Console.Error));
        return command;
    }

    /// <summary>Draws. Exit code 0 only when every machine was drawn.</summary>
    public static async Task<int> RunAsync(GraphOptions options, TextWriter output, TextWriter error)
    {
        try
        {
            var files = Files(options);
            if (options.Folder is { } folder) await WriteFilesAsync(folder, files, output);
            else await output.WriteAsync(string.Join('\n', files.Select(file => file.Text)));
            return 0;
        }
        catch (GraphException e)
        {
            await error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static List<(string Name, string Text)> Files(GraphOptions options)
    {
        if (options.Format != Coverage)
        {
            var formats = Formats(options);
            return [.. from drawing in Drawings(options, MachineReader.Read(options.Assembly))
                       from format in formats
                       select (drawing.File + format.Extension, format.Write(drawing.Graph))];
        }

        if (options.Unfold || options.Split) throw new GraphException($"--format {Coverage}: is no drawing; legal: without --unfold and --split");
        var machines = MachineReader.Read(options.Assembly);
        var names = FileNames.Of(machines);
        return [.. machines.Select(machine => (names[machine] + ".md", CoverageMatrix.Write(machine.Table)))];
    }

    private static IReadOnlyList<GraphFormat> Formats(GraphOptions options)
    {
        if (options.Format is not { } name) return options.Folder is null ? [GraphFormat.All[0]] : GraphFormat.All;
        return GraphFormat.All.FirstOrDefault(format => format.Name == name) is { } known
            ? [known]
            : throw new GraphException($"--format {name}: no such format; legal: {GraphFormat.Names}, {Coverage}");
    }

    private static List<(string File, MachineGraph Graph)> Drawings(GraphOptions options, IReadOnlyList<DeclaredMachine> machines)
    {
        var names = FileNames.Of(machines);
        return [.. machines.SelectMany(machine =>
        {
            var graph = MachineGraph.From(machine.Table);
            if (!options.Unfold) graph = graph.Fold();
            graph = graph.MergeParallel();
            return options.Split ? graph.SplitByGroup() : [graph];
        }, (machine, graph) => (FileNames.Part(names[machine], graph.Part), graph))];
    }

    private static async Task WriteFilesAsync(string folder, List<(string Name, string Text)> files, TextWriter output)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, text) in files)
            {
                var path = Path.Combine(folder, name);
                await File.WriteAllTextAsync(path, text);
                await output.WriteLineAsync(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GraphException($"--out {folder}: cannot be written: {e.Message}");
        }
    }
}
