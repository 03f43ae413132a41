using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Replication.Analyzers.CodeFixes.Tables;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Hygiene;

public sealed class ReadmeTests
{
    /// <summary>The table of the README says of each rule what the rule says of itself, and what its fix is called.</summary>
    [Fact]
    public void The_README_lists_every_rule_with_its_severity_its_page_and_its_fix()
    {
        var fixes = typeof(NotPartialFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)
            .SelectMany(fix => fix.FixableDiagnosticIds.Select(id => (Id: id, Title: Title(fix))))
            .ToLookup(fix => fix.Id, fix => fix.Title);

        var expected = Analyzed.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule =>
            $"| [{rule.Id}](docs/rules/{rule.Id}.md) | {Severity(rule)} | {rule.Title.ToString(CultureInfo.InvariantCulture)} | {string.Join("; ", fixes[rule.Id].Order(StringComparer.Ordinal))} |");

        Assert.Equal(expected, Repository.Read("README.md").Split('\n').Where(line => line.StartsWith("| [RPL", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_fix_can_be_applied_to_a_whole_solution() => Assert.All(
        typeof(NotPartialFix).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider))),
        type => Assert.Contains(FixAllScope.Solution, ((CodeFixProvider)Activator.CreateInstance(type)!).GetFixAllProvider()!.GetSupportedFixAllScopes()));

    private static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity.ToString().ToLowerInvariant();

    private static string Title(CodeFixProvider fix) =>
        (string)fix.GetType().GetProperty("Title", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(fix)!;
}
