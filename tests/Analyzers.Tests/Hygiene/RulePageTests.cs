using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Hygiene;

public sealed partial class RulePageTests
{
    private static readonly string[] _headings = ["## Cause", "## Flagged", "## Mended", "## Why it matters", "## When to suppress"];

    private static readonly IReadOnlyList<DiagnosticDescriptor> _rules =
        [.. Analyzed.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static TheoryData<string> Ids => [.. _rules.Select(rule => rule.Id)];

    [Fact]
    public void Every_rule_has_one_page_and_every_page_a_rule() =>
        Assert.Equal(_rules.Select(rule => rule.Id + ".md"), Repository.Names("docs/rules", "RPL*.md"));

    [Fact]
    public void Every_rule_has_one_row_of_release_tracking_that_says_the_same()
    {
        var rows = Repository.Read("src/Analyzers/AnalyzerReleases.Unshipped.md").Split('\n').Where(line => line.StartsWith("RPL", StringComparison.Ordinal));

        Assert.Equal(_rules.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"), rows);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_links_to_its_page_and_the_page_is_titled_as_the_rule(string id)
    {
        var rule = _rules.Single(rule => rule.Id == id);
        var page = Repository.Read($"docs/rules/{id}.md");

        Assert.Equal($"https://github.com/replication/replication/blob/main/docs/rules/{id}.md", rule.HelpLinkUri);
        Assert.StartsWith($"# {id}: {rule.Title.ToString(CultureInfo.InvariantCulture)}\n", page, StringComparison.Ordinal);
        Assert.Equal(_headings, page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.NotEmpty(rule.Description.ToString(CultureInfo.InvariantCulture));
        Assert.True(rule.IsEnabledByDefault);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_flagged_example_of_a_page_gets_that_rule_and_no_other(string id)
    {
        var analyzed = await Analyzed.From(Example(id, "Flagged"));

        Assert.Empty(analyzed.Errors);
        Assert.Equal(id, Assert.Single(analyzed.Found).Id);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_mended_example_of_a_page_gets_none(string id)
    {
        var analyzed = await Analyzed.From(Example(id, "Mended"));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    private static string Example(string id, string heading)
    {
        var section = Repository.Read($"docs/rules/{id}.md").Split($"## {heading}\n")[1];
        var code = section.Split("```csharp\n")[1].Split("```")[0];
        return Unfold(Unfold(code, Rows(), "[On<Idle, Step{0}, Idle>]"), Triggers(), "public readonly record struct Step{0};");
    }

    // The page on size folds what nobody would read.
    private static string Unfold(string code, Regex folded, string line) => folded.Replace(code, string.Concat(
        Enumerable.Range(1, 255).Select(number => string.Format(CultureInfo.InvariantCulture, line, number) + "\n")));

    [GeneratedRegex("// rows of Step1 to Step255")]
    private static partial Regex Rows();

    [GeneratedRegex("// triggers Step1 to Step255")]
    private static partial Regex Triggers();
}
