using Replication.Generator.Tests.Harness;

namespace Replication.Generator.Tests.Hygiene;

public sealed class CultureTests
{
    [Fact]
    public void What_is_generated_asks_no_culture()
    {
        string[] sources = [Sources.Door, Sources.Valve.Replace("namespace Samples", "namespace Valves", StringComparison.Ordinal)];
        var expected = Compiled.From(sources).Files.Select(file => file.SourceText.ToString());

        var compilation = Compiled.Compilation(sources);
        var driver = UnaskedCulture.Run(() => Compiled.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken));

        Assert.Equal(expected, driver.GetRunResult().Results.Single().GeneratedSources.Select(file => file.SourceText.ToString()));
    }
}
