using System.Text.RegularExpressions;
using Replication.Exploration.Faults;
using Replication.Tests.Shared;

namespace Replication.Recovery.Tests;

/// <summary>docs/faults.md, the tests and the faults that can be put back name the same numbers; what is put back stands in the sources as they are.</summary>
public sealed partial class FaultTableTests
{
    private static readonly string[] Tests =
        [.. typeof(FaultTableTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Select(method => method.Name).Where(name => Numbered().IsMatch(name))];

    [Fact]
    public void Every_number_has_a_test_and_a_fault_to_put_back_and_the_other_way_round()
    {
        string[] numbers = [.. Rows().Matches(Page()).Select(row => row.Groups["number"].Value)];
        Assert.Equal(Enumerable.Range(1, 28).Where(n => n != 20).Select(n => $"F{n:00}"), numbers);
        Assert.Equal(numbers, Tests.Select(name => name[..3]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(numbers, SuiteRun.All.Select(fault => fault.Number).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_test_stands_in_the_row_of_its_number()
    {
        foreach (Match row in Rows().Matches(Page()))
        {
            var number = row.Groups["number"].Value;
            var named = Named().Matches(row.Value).Select(name => name.Groups["name"].Value).Where(name => name.StartsWith(number, StringComparison.Ordinal));
            Assert.Equal(Tests.Where(name => name.StartsWith(number, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void What_is_put_back_stands_once_in_its_source()
    {
        var edits = SuiteRun.All.Concat(FaultRun.All).SelectMany(fault => fault.Edits);
        var lost = edits.Where(edit => !edit.StandsOnceIn(File.ReadAllText(CheckedIn.Path(edit.File.Split('/')))));

        var told = string.Join("\n", lost.Select(edit => $"{edit.File} does not say once: {edit.Right}"));
        Assert.True(told.Length == 0, told);
    }

    private static string Page() => File.ReadAllText(CheckedIn.Path("docs", "faults.md"));

    [GeneratedRegex(@"^F\d\d_")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^\| (?<number>F\d\d) \|.*$", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"`(?<name>F\d\d_\w+)`")]
    private static partial Regex Named();
}
