using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Hygiene;

public sealed class ReadmeTests
{
    /// <summary>Whoever copies the README's machine and its use gets what the page says, the two errors included.</summary>
    [Fact]
    public async Task The_machine_of_the_README_builds_as_printed_and_what_it_says_does_not_build_does_not()
    {
        var section = Repository.Read("README.md").Split("\n## ").Single(part => part.StartsWith("A table, and what it becomes", StringComparison.Ordinal));
        var blocks = section.Split("```csharp\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]).ToList();
        var lines = string.Concat(blocks.Skip(1)).Split('\n').ToLookup(line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';'));
        var use = $"using System;\n{string.Join('\n', lines[true])}\nstatic class Use {{ static void Run() {{\n{string.Join('\n', lines[false])}\n}} }}";

        var analyzed = await Analyzed.From(blocks[0], use);

        var told = analyzed.Errors.Concat(analyzed.Found).Select(problem => (problem.Id, Marked: Line(problem).Contains("// error " + problem.Id, StringComparison.Ordinal)));
        Assert.Equal([("CS1929", true), ("RPL1001", true)], told);
    }

    private static string Line(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString();
}
