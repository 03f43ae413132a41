using System.Globalization;
using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Misuse;

/// <summary>
/// Small programs, each with one thing wrong that the author of a storage engine may write, and what the build says to each: <c>messages.verified.txt</c> is
/// to be read by a person, who has to be able to mend each program from its message alone.
/// </summary>
public sealed class MisuseTests
{
    private const string Folder = "tests/Analyzers.Tests/Misuse";

    private static readonly string[] _warnings = ["22-PinLostOnAnEarlyReturn.cs", "23-StateInAField.cs", "24-TwoLogsCompared.cs"];

    [Fact]
    public async Task Each_program_is_stopped_by_one_message_at_the_place_that_is_wrong()
    {
        var files = Repository.Names(Folder + "/Programs", "*.cs").ToList();
        var told = new List<string>();
        foreach (var file in files.Skip(1))
        {
            var source = Repository.Read($"{Folder}/Programs/{file}");
            var analyzed = await Analyzed.From(Repository.Read($"{Folder}/Programs/{files[0]}"), source);
            var reports = analyzed.Errors.Concat(analyzed.Found).ToList();

            Assert.True(reports.Count == 1, $"{file}: {string.Join(" | ", reports)}");
            Assert.Equal(_warnings.Contains(file) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, reports[0].Severity);
            told.Add($"{file}: {source.Split('\n')[0][3..]}\n  {Line(reports[0])}\n  {reports[0].Severity.ToString().ToLowerInvariant()} {reports[0].Id}: {reports[0].GetMessage(CultureInfo.InvariantCulture)}\n");
        }

        Repository.AssertVerified($"{Folder}/messages", string.Join('\n', told));
    }

    [Fact]
    public async Task An_error_that_is_looked_at_may_say_that_no_session_was_ended()
    {
        var files = Repository.Names(Folder + "/Programs", "*.cs").ToList();
        var analyzed = await Analyzed.From(Repository.Read($"{Folder}/Programs/{files[0]}"), """
            using Engine;
            static class Program
            {
                static bool GiveUp(Sender sender, SessionId session)
                {
                    var fault = sender.Invalidate(session, "too slow");
                    return fault.Code == 0 || sender.Complete(session).Code == 0;
                }
            }
            """);

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    private static string Line(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
}
