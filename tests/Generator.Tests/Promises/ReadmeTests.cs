using Microsoft.CodeAnalysis;
using Replication.Generator.Tests.Harness;
using Replication.Tests.Shared;

namespace Replication.Generator.Tests.Promises;

public sealed class ReadmeTests
{
    /// <summary>Whoever copies the README's machine and its use gets what the page says, the one error included.</summary>
    [Fact]
    public void The_machine_of_the_README_compiles_as_printed_and_its_illegal_call_does_not()
    {
        var blocks = File.ReadAllText(CheckedIn.Path("README.md")).Split("```csharp\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]).ToList();
        var lines = string.Concat(blocks.Skip(1)).Split('\n').ToLookup(line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';'));
        var use = $"using System;\n{string.Join('\n', lines[true])}\nstatic class Use {{ static void Run() {{\n{string.Join('\n', lines[false])}\n}} }}";

        var problem = Assert.Single(Compiled.From("#pragma warning disable CS1591\n" + blocks[0], use).Problems, problem => problem.Severity == DiagnosticSeverity.Error);

        Assert.Equal("CS1929", problem.Id);
        var line = problem.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).Lines[problem.Location.GetLineSpan().StartLinePosition.Line].ToString();
        Assert.Contains("// error CS1929", line, StringComparison.Ordinal);
    }
}
