using Replication.Recovery;
using Replication.Tool.Graph;
using Replication.Tool.Tests.Processes;

namespace Replication.Tool.Tests.Graph;

public sealed class GraphCommandTests : IDisposable
{
    private static readonly string _recovery = typeof(CatchUpSession).Assembly.Location;
    private static readonly string _tests = typeof(Yard).Assembly.Location;

    private readonly EmptyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_machine_is_printed_in_DOT_where_nothing_else_is_asked_for()
    {
        var (code, output, error) = await RunAsync(new(_recovery, Format: null, Folder: null, Unfold: true, Split: false));
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            ["digraph \"CatchUpSession\" {", "digraph \"RebuildSession\" {", "digraph \"ReplicaLifecycle\" {"],
            output.Split('\n').Where(line => line.StartsWith("digraph", StringComparison.Ordinal)));
        Assert.Contains("    \"Init\" -> \"Invalidated\" [label=\" Invalidate \"]\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mermaid_is_printed_when_asked_for_and_any_state_is_folded_where_nothing_else_is_asked_for()
    {
        var (code, output, error) = await RunAsync(new(_recovery, "mermaid", Folder: null, Unfold: false, Split: false));
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(3, output.Split('\n').Count(line => line == "stateDiagram-v2"));
        Assert.Contains("    any_state --> Invalidated : Invalidate\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Init --> Invalidated", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_gets_a_file_for_each_machine_and_format_and_each_file_is_named()
    {
        var (code, output, error) = await RunAsync(new(_recovery, Format: null, _folder.Of("new/graphs"), Unfold: true, Split: false));
        Assert.Equal((0, ""), (code, error));
        string[] expected =
            ["CatchUpSession.dot", "CatchUpSession.mmd", "RebuildSession.dot", "RebuildSession.mmd", "ReplicaLifecycle.dot", "ReplicaLifecycle.mmd"];
        Assert.Equal(expected.Select(file => _folder.Of("new/graphs/" + file)), output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(expected, Files("new/graphs"));
    }

    [Fact]
    public async Task A_folder_gets_one_format_where_one_is_asked_for()
    {
        var (code, _, _) = await RunAsync(new(_recovery, "mermaid", _folder.Path, Unfold: true, Split: false));
        Assert.Equal(0, code);
        Assert.Equal(["CatchUpSession.mmd", "RebuildSession.mmd", "ReplicaLifecycle.mmd"], Files(""));
    }

    [Fact]
    public async Task Machines_of_one_name_get_files_of_their_full_names_and_groups_files_of_their_own()
    {
        var (code, _, error) = await RunAsync(new(_tests, "dot", _folder.Path, Unfold: true, Split: true));
        Assert.Equal((0, ""), (code, error));
        const string Space = "Replication.Tool.Tests.Graph";
        Assert.Equal(
            [
                $"{Space}.Tower.Signal.dot", $"{Space}.Yard.Signal.IBusy.dot", $"{Space}.Yard.Signal.IOutside.dot", $"{Space}.Yard.Signal.IQuiet.dot",
            ],
            Files(""));
    }

    [Fact]
    public async Task The_same_assembly_gives_the_same_text_twice()
    {
        var options = new GraphOptions(_recovery, Format: null, Folder: null, Unfold: false, Split: true);
        Assert.Equal(await RunAsync(options), await RunAsync(options));
    }

    [Fact]
    public async Task A_missing_file_is_named() => await RefusedAsync(new(_folder.Of("none.dll"), null, null, false, false), "none.dll: no such file");

    [Fact]
    public async Task A_folder_is_no_assembly() => await RefusedAsync(new(_folder.Path, null, null, false, false), "is a folder");

    [Theory]
    [InlineData("")]
    [InlineData("MZ, but nothing else")]
    public async Task A_file_that_is_no_assembly_is_named(string content)
    {
        var file = _folder.Of("text.dll");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        await RefusedAsync(new(file, null, null, false, false), "text.dll: is not a .NET assembly");
    }

    [Fact]
    public async Task An_assembly_without_machines_is_named() =>
        await RefusedAsync(new(typeof(MachineTable).Assembly.Location, null, null, false, false), "Replication.Runtime.dll: no state machines");

    [Fact]
    public async Task An_unknown_format_is_named_with_those_that_are_legal() =>
        await RefusedAsync(new(_recovery, "svg", null, false, false), "--format svg: no such format; legal: dot, mermaid, coverage");

    [Fact]
    public async Task The_coverage_of_every_machine_is_printed_when_asked_for()
    {
        var (code, output, error) = await RunAsync(new(_recovery, "coverage", Folder: null, Unfold: false, Split: false));
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            ["# CatchUpSession", "# RebuildSession", "# ReplicaLifecycle"],
            output.Split('\n').Where(line => line.StartsWith("# ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Coverage_is_neither_folded_nor_split(bool unfold, bool split) =>
        await RefusedAsync(new(_recovery, "coverage", null, unfold, split), "--format coverage: is no drawing; legal: without --unfold and --split");

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        var file = _folder.Of("file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await RefusedAsync(new(_recovery, null, Path.Combine(file, "graphs"), false, false), $"--out {file}/graphs: cannot be written");
    }

    [Fact]
    public async Task The_command_line_is_understood()
    {
        var (code, output, error) = await Command.RunAsync("graph", _recovery, "--format", "mermaid", "--out", _folder.Path, "--split");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(6, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("any_state --> Aborted", await File.ReadAllTextAsync(_folder.Of("RebuildSession.mmd"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("any_state", await File.ReadAllTextAsync(_folder.Of("RebuildSession.ILive.mmd"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(GraphOptions options, string message)
    {
        var (code, output, error) = await RunAsync(options);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(message, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(GraphOptions options)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await GraphCommand.RunAsync(options, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private IEnumerable<string?> Files(string folder) => Directory.GetFiles(_folder.Of(folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
