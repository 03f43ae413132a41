using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Replication.Package.Tests.Harness;

namespace Replication.Package.Tests;

public sealed class ContentTests(PackedReplication package)
{
    [Fact]
    public void The_package_holds_the_runtime_the_generator_the_analyzers_and_the_build_property()
    {
        var files = Directory.GetFiles(package.Content, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(package.Content, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("_rels/", StringComparison.Ordinal) && !file.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        List<string> expected =
        [
            "README.md",
            "Replication.nuspec",
            "[Content_Types].xml",
            "analyzers/dotnet/cs/Replication.Analyzers.CodeFixes.dll",
            "analyzers/dotnet/cs/Replication.Analyzers.dll",
            "analyzers/dotnet/cs/Replication.Generator.dll",
            "build/Replication.targets",
            "buildTransitive/Replication.targets",
            "lib/net10.0/Replication.Runtime.dll",
            "lib/net10.0/Replication.Runtime.xml",
            "lib/net8.0/Replication.Runtime.dll",
            "lib/net8.0/Replication.Runtime.xml",
            "tasks/netstandard2.0/Replication.Build.dll",
        ];
        Assert.Equal(expected, files);
    }

    [Fact]
    public void The_package_depends_on_no_other()
    {
        var specification = XDocument.Load(Path.Combine(package.Content, "Replication.nuspec"));

        Assert.Equal("Replication", specification.Descendants().Single(element => element.Name.LocalName == "id").Value);
        Assert.DoesNotContain(specification.Descendants(), element => element.Name.LocalName == "dependency");
    }

    /// <summary>What a host loads must not ask for more than the oldest host has.</summary>
    [Theory]
    [InlineData("analyzers/dotnet/cs/Replication.Generator.dll")]
    [InlineData("analyzers/dotnet/cs/Replication.Analyzers.dll")]
    [InlineData("analyzers/dotnet/cs/Replication.Analyzers.CodeFixes.dll")]
    [InlineData("tasks/netstandard2.0/Replication.Build.dll")]
    public void What_a_compiler_or_a_build_loads_asks_for_the_floor_at_most(string file)
    {
        var floor = new Dictionary<string, Version>
        {
            ["netstandard"] = new(2, 0, 0, 0),
            ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
            ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
            ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
            ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
            ["Replication.Analyzers"] = new(0, 0, 0, 0), // Beside the fixes that ask for it.
            ["System.Collections.Immutable"] = new(7, 0, 0, 0),
            ["System.Reflection.Metadata"] = new(7, 0, 0, 0),
            ["Microsoft.Build.Framework"] = new(15, 1, 0, 0),
        };
        using var image = new PEReader(File.OpenRead(Path.Combine(package.Content, file)));
        var metadata = image.GetMetadataReader();

        Assert.All(metadata.AssemblyReferences.Select(metadata.GetAssemblyReference), reference =>
        {
            Assert.True(floor.TryGetValue(metadata.GetString(reference.Name), out var version), $"{metadata.GetString(reference.Name)} is not in every host.");
            Assert.True(reference.Version <= version, $"{metadata.GetString(reference.Name)} {reference.Version}");
        });
    }
}
