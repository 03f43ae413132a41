using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Replication.Tests.Shared;

/// <summary>
/// Files of the repository that are made from the compiled tables and checked in, so that a change of a table shows in review. With the switch in the
/// environment the tests write them anew.
/// </summary>
internal static partial class CheckedIn
{
    private const string Switch = "REPLICATION_REWRITE_GRAPHS";

    private static readonly bool _rewrites = Environment.GetEnvironmentVariable(Switch) == "1";

    /// <summary>A path in the repository.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root(), .. parts]);

    /// <summary>The files of a folder that have one of these extensions are these, no more, no less.</summary>
    /// <param name="test">The class that calls: it mends what is stale.</param>
    /// <param name="folder">The folder, from the repository's root.</param>
    /// <param name="extensions">What the files end in, with the dot; others are not looked at.</param>
    /// <param name="made">What each file has to be.</param>
    public static void AreCurrent(Type test, string folder, string[] extensions, IReadOnlyDictionary<string, string> made)
    {
        var path = Path(folder.Split('/'));
        Directory.CreateDirectory(path);
        if (_rewrites)
        {
            foreach (var file in Files()) File.Delete(file);
            foreach (var (name, text) in made) File.WriteAllText(System.IO.Path.Combine(path, name), text);
        }

        var accepted = Files().ToDictionary(file => System.IO.Path.GetFileName(file), File.ReadAllText);
        var stale = made.Keys.Union(accepted.Keys).Where(name => made.GetValueOrDefault(name) != accepted.GetValueOrDefault(name)).Order(StringComparer.Ordinal);
        Assert.True(!stale.Any(), $"{folder} is stale: {string.Join(", ", stale)}. {Mend(test)}");

        string[] Files() => [.. Directory.GetFiles(path).Where(file => extensions.Contains(System.IO.Path.GetExtension(file)))];
    }

    /// <summary>The diagrams in a page, each between <c>&lt;!-- graph: NAME --&gt;</c> and <c>&lt;!-- /graph --&gt;</c>, are these.</summary>
    /// <param name="test">The class that calls: it mends what is stale.</param>
    /// <param name="page">The page, from the repository's root.</param>
    /// <param name="drawn">The diagrams by name, in Mermaid.</param>
    /// <returns>The names of the diagrams that the page has.</returns>
    public static IReadOnlyList<string> EmbedsCurrent(Type test, string page, Func<string, string> drawn)
    {
        var path = Path(page.Split('/'));
        var text = File.ReadAllText(path);
        var current = Embedded().Replace(
            text, block => $"{block.Groups["open"].Value}```mermaid\n{drawn(block.Groups["name"].Value)}```\n{block.Groups["close"].Value}");
        if (_rewrites) File.WriteAllText(path, text = current);
        Assert.True(text == current, $"{page} is stale. {Mend(test)}");
        return [.. Embedded().Matches(text).Select(block => block.Groups["name"].Value)];
    }

    private static string Mend(Type test) =>
        $"This mends it: {Switch}=1 dotnet run --project tests/{test.Assembly.GetName().Name} -- -class {test.FullName}";

    private static string Root([CallerFilePath] string file = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, "..", ".."));

    [GeneratedRegex(@"(?<open><!-- graph: (?<name>[\w.]+) -->\n).*?(?<close><!-- /graph -->\n)", RegexOptions.Singleline)]
    private static partial Regex Embedded();
}
