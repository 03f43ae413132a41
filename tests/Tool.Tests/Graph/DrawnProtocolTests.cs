using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Replication.Recovery;
using Replication.Tool.Graph;
using Replication.Tool.Tests.Processes;

namespace Replication.Tool.Tests.Graph;

/// <summary>
/// The pictures of the recovery machines in <c>docs</c>, and what each of their cells says, are what the command makes of the compiled tables. With the switch in the environment the tests write
/// them anew.
/// </summary>
public sealed partial class DrawnProtocolTests
{
    private const string Switch = "REPLICATION_REWRITE_GRAPHS";

    private static readonly string _mend = $"{Switch}=1 dotnet run --project tests/Tool.Tests -- -class {typeof(DrawnProtocolTests).FullName}";

    private static readonly bool _rewrite = Environment.GetEnvironmentVariable(Switch) == "1";

    [Theory]
    [InlineData("graphs", null)]
    [InlineData("coverage", "coverage")]
    public async Task What_is_checked_in_is_what_the_tables_say(string name, string? format)
    {
        var drawn = await DrawAsync(format);
        var folder = Docs(name);
        if (_rewrite)
        {
            Directory.CreateDirectory(folder);
            foreach (var file in Directory.GetFiles(folder)) File.Delete(file);
            foreach (var (file, text) in drawn) await File.WriteAllTextAsync(Path.Combine(folder, file), text, TestContext.Current.CancellationToken);
        }

        var accepted = Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        var stale = drawn.Keys.Union(accepted.Keys).Where(file => drawn.GetValueOrDefault(file) != accepted.GetValueOrDefault(file)).Order(StringComparer.Ordinal);
        Assert.True(!stale.Any(), $"docs/{name} is stale: {string.Join(", ", stale)}. This mends it: {_mend}");
    }

    [Fact]
    public async Task The_diagrams_in_the_protocol_page_are_what_the_tables_say()
    {
        var drawn = await DrawAsync(format: null);
        var page = Docs("protocol.md");
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        var current = Embedded().Replace(text, block => $"{block.Groups["open"].Value}```mermaid\n{drawn[block.Groups["machine"].Value + ".mmd"]}```\n{block.Groups["close"].Value}");
        if (_rewrite) await File.WriteAllTextAsync(page, text = current, TestContext.Current.CancellationToken);

        Assert.True(text == current, $"docs/protocol.md is stale. This mends it: {_mend}");
        Assert.Equal(
            ["ReplicaLifecycle", "CatchUpSession", "RebuildSession"],
            Embedded().Matches(text).Select(block => block.Groups["machine"].Value));
    }

    [GeneratedRegex(@"(?<open><!-- graph: (?<machine>\w+) -->\n).*?(?<close><!-- /graph -->\n)", RegexOptions.Singleline)]
    private static partial Regex Embedded();

    private static async Task<Dictionary<string, string>> DrawAsync(string? format)
    {
        using var folder = new EmptyFolder();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var options = new GraphOptions(typeof(CatchUpSession).Assembly.Location, format, folder.Path, Fold: format is null, Split: false);
        Assert.True(await GraphCommand.RunAsync(options, output, error) == 0, error.ToString());
        return Directory.GetFiles(folder.Path).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
    }

    private static string Docs(string name, [CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "docs", name));
}
