using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Replication.Gallery;
using Replication.Tests.Shared;

namespace Replication.Tool.Tests.Graph;

/// <summary>
/// The pictures of the gallery in <c>docs</c>. DOT and Mermaid are what the command draws; the SVGs are made of the DOT by Graphviz, which no build needs, so
/// what is tested is that they show the same nodes and edges. To make them anew: <c>dot -Tsvg -O docs/gallery/*.dot</c>, and rename.
/// </summary>
public sealed partial class DrawnGalleryTests
{
    private const string Folder = "docs/gallery";

    private static readonly string[] _pages = ["tcp-connection.md", "follower-progress.md", "drbd-connection.md", "failover-node.md"];

    [Fact]
    public async Task The_checked_in_graphs_are_what_the_tables_say() =>
        CheckedIn.AreCurrent(typeof(DrawnGalleryTests), Folder, [".dot", ".mmd"], await DrawAsync());

    [Fact]
    public async Task The_diagrams_in_the_pages_are_what_the_tables_say()
    {
        var drawn = await DrawAsync();
        var embedded = _pages.SelectMany(page => CheckedIn.EmbedsCurrent(typeof(DrawnGalleryTests), $"{Folder}/{page}", name => drawn[name + ".mmd"])).ToList();
        Assert.Equal(["TcpConnection", "FollowerProgress", "DrbdConnection", "FailoverNode"], embedded);
    }

    [Fact]
    public void Every_picture_shows_the_nodes_and_edges_of_the_DOT_beside_it()
    {
        var graphs = Directory.GetFiles(CheckedIn.Path("docs", "gallery"), "*.dot");
        Assert.NotEmpty(graphs);
        Assert.All(graphs, graph =>
        {
            var picture = Path.ChangeExtension(graph, ".svg");
            Assert.True(File.Exists(picture), $"{picture} is missing; this makes it: dot -Tsvg {graph} -o {picture}");
            Assert.True(Shown(File.ReadAllText(graph)).SequenceEqual(Shown(Load(picture))), $"{picture} is stale; this makes it anew: dot -Tsvg {graph} -o {picture}");
        });
    }

    [Fact]
    public void Every_picture_has_its_DOT_and_is_in_a_page()
    {
        var folder = CheckedIn.Path("docs", "gallery");
        var text = string.Concat(_pages.Select(page => File.ReadAllText(Path.Combine(folder, page))));
        Assert.All(Directory.GetFiles(folder, "*.svg"), picture =>
        {
            Assert.True(File.Exists(Path.ChangeExtension(picture, ".dot")), picture);
            Assert.Contains($"]({Path.GetFileName(picture)})", text, StringComparison.Ordinal);
        });
    }

    // The whole of each machine; the largest also in parts.
    private static async Task<Dictionary<string, string>> DrawAsync()
    {
        var drawn = await Drawings.OfAsync(typeof(TcpConnection).Assembly);
        foreach (var (name, text) in await Drawings.OfAsync(typeof(TcpConnection).Assembly, split: true))
        {
            if (!name.StartsWith(nameof(FailoverNode), StringComparison.Ordinal)) continue;

            // The part without a group has the name of the whole.
            drawn.Add(drawn.ContainsKey(name) ? name.Replace(".", ".rest.", StringComparison.Ordinal) : name, text);
        }

        return drawn;
    }

    // Nodes and edges with what is written on them, one a line.
    private static IEnumerable<string> Shown(string dot) => Statement().Matches(dot)
        .Select(statement => Line(Title(statement), Words(statement)))
        .Order(StringComparer.Ordinal);

    // Graphviz calls an edge by its ends, each with its port.
    private static string Title(Match statement)
    {
        var port = statement.Value.Contains("tailport=s, headport=s", StringComparison.Ordinal) ? ":s" : "";
        var from = statement.Groups["from"].Value;
        return statement.Groups["to"] is { Success: true } to ? $"{from}{port}->{to.Value}{port}" : from;
    }

    private static string[] Words(Match statement) =>
        statement.Groups["label"] is { Success: true } label ? label.Value.Replace("\\l", "\\n", StringComparison.Ordinal).Split("\\n")
        : statement.Groups["to"].Success || statement.Value.Contains("shape=point", StringComparison.Ordinal) ? []
        : [statement.Groups["from"].Value];

    // The document type that Graphviz names is on the net: it is not asked for.
    private static XDocument Load(string picture)
    {
        using var reader = XmlReader.Create(picture, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    private static IEnumerable<string> Shown(XDocument svg)
    {
        XNamespace space = "http://www.w3.org/2000/svg";
        return svg.Descendants(space + "g")
            .Where(group => group.Attribute("class")?.Value is "node" or "edge")
            .Select(group => Line(group.Element(space + "title")!.Value, group.Descendants(space + "text").Select(text => text.Value)))
            .Order(StringComparer.Ordinal);
    }

    private static string Line(string name, IEnumerable<string> words) =>
        $"{name}: {string.Join(' ', words.Select(word => word.Replace('\u00a0', ' ').Replace("&nbsp;", " ", StringComparison.Ordinal).Trim()).Where(word => word.Length > 0))}";

    [GeneratedRegex("""^    "(?<from>[^"]+)"( -> "(?<to>[^"]+)")?( \[(label="(?<label>[^"]*)")?.*\])?$""", RegexOptions.Multiline)]
    private static partial Regex Statement();
}
