using Replication.Tests.Shared;

namespace Replication.Embedding.Tests;

public sealed class ReadmeTests
{
    /// <summary>Whoever copies the README's code gets code that is compiled and run.</summary>
    [Fact]
    public void The_code_of_the_README_is_code_of_the_sample()
    {
        var section = File.ReadAllText(CheckedIn.Path("README.md")).Split("\n## ").Single(part => part.StartsWith("Embedding the engine", StringComparison.Ordinal));
        var blocks = section.Split("```csharp\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]).ToArray();
        var sources = Directory.GetFiles(CheckedIn.Path("samples", "Embedding", "Engine"), "*.cs").Select(file => Unindented(File.ReadAllText(file))).ToArray();

        Assert.Equal(2, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(sources, source => source.Contains(Unindented(block), StringComparison.Ordinal)));
    }

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));
}
