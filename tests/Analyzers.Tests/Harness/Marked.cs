using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Replication.Analyzers.Tests.Harness;

/// <summary>Code in which <c>/*1006*/</c> stands right before what rule RPL1006 reports, and nothing else is reported.</summary>
internal static partial class Marked
{
    /// <summary>Every body is a method of its own; all are compiled at once.</summary>
    /// <param name="types">What the bodies use.</param>
    /// <param name="parameters">The parameters of each method.</param>
    /// <param name="rules">The rules that are asked about; what others report is not looked at.</param>
    /// <param name="bodies">The statements.</param>
    public static async Task AssertAsync(string types, string parameters, string[] rules, params string[] bodies)
    {
        var source = new StringBuilder(types).AppendLine().AppendLine("public static class User").AppendLine("{");
        for (var i = 0; i < bodies.Length; i++)
        {
            source.AppendLine(CultureInfo.InvariantCulture, $"static void Run{i}({parameters})\n{{\n{bodies[i]}\n}}");
            source.AppendLine(CultureInfo.InvariantCulture, $"static async System.Threading.Tasks.Task Run{i}Async({parameters})\n{{\nawait System.Threading.Tasks.Task.Yield();\n{bodies[i]}\n}}");
        }

        await AssertAsync(source.AppendLine("}").ToString(), rules);
    }

    /// <summary>The whole file.</summary>
    public static async Task AssertAsync(string source, params string[] rules)
    {
        var analyzed = await Analyzed.From(source);

        Assert.Empty(analyzed.Errors);
        var marks = Mark().Matches(source).Select(mark => (Id: "RPL" + mark.Groups[1].Value, Place: mark.Index + mark.Length));
        var found = analyzed.Found.Where(report => rules.Contains(report.Id)).Select(report => (report.Id, Place: report.Location.SourceSpan.Start));
        Assert.Equal(string.Join("\n", Lines(source, marks)), string.Join("\n", Lines(source, found)));
    }

    private static IEnumerable<string> Lines(string source, IEnumerable<(string Id, int Place)> places) => places
        .OrderBy(place => place.Place).ThenBy(place => place.Id, StringComparer.Ordinal)
        .Select(place => $"{place.Id} at {place.Place} in: {Line(source, place.Place)}");

    private static string Line(string source, int place)
    {
        var start = source.LastIndexOf('\n', Math.Max(0, place - 1)) + 1;
        var end = source.IndexOf('\n', place);
        return source[start..(end < 0 ? source.Length : end)].Trim();
    }

    [GeneratedRegex(@"/\*(\d{4})\*/")]
    private static partial Regex Mark();
}
