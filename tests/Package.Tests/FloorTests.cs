using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Package.Tests.Harness;

namespace Replication.Package.Tests;

/// <summary>The oldest compiler, language and platform: Roslyn 4.8, C# 12, .NET 8. The compiler runs inside of these tests, on the files of the package.</summary>
public sealed class FloorTests(PackedReplication package)
{
    private static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999);

    [Fact]
    public void The_compiler_of_these_tests_is_the_floor() => Assert.Equal(new Version(4, 8, 0, 0), typeof(CSharpCompilation).Assembly.GetName().Version);

    [Fact]
    public async Task The_packed_generator_and_analyzers_run_in_the_oldest_compiler()
    {
        var (output, found) = await Compile(LanguageVersion.CSharp12);

        // Three files, and for each of two machines one with its code and one with its drawings.
        Assert.Equal(3 + (2 * 2), output.SyntaxTrees.Count());
        Assert.Empty(found);
        Assert.True(output.Emit(Stream.Null, cancellationToken: TestContext.Current.CancellationToken).Success);
        Assert.DoesNotContain(output.SyntaxTrees, tree => tree.ToString().Contains("allows ref struct", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_packed_analyzers_report_in_the_oldest_compiler()
    {
        var (_, found) = await Compile(LanguageVersion.CSharp12, "UNREACHABLE");

        Assert.Equal(["RPL0006"], found.Select(diagnostic => diagnostic.Id));
    }

    /// <summary>A project may ask its compiler for what the compiler does not have a number for yet.</summary>
    [Fact]
    public async Task A_newer_language_on_the_oldest_platform_gets_what_the_platform_can_do()
    {
        var (_, found) = await Compile(LanguageVersion.Preview);

        Assert.Empty(found);
    }

    private async Task<(Compilation Output, List<Diagnostic> Found)> Compile(LanguageVersion language, params string[] symbols)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var parse = new CSharpParseOptions(language, preprocessorSymbols: symbols);
        string[] sources = ["Door.cs", "Lamp.cs", "Walk.cs"];
        var compilation = CSharpCompilation.Create(
            "Floor",
            [
                .. sources.Select(file => CSharpSyntaxTree.ParseText(
                    "global using System; global using System.IO;\n" + File.ReadAllText(Path.Combine(PackedReplication.ConsumerSources, file)), parse, file)),
            ],
            [
                .. Directory.GetFiles(PackedReplication.FromBuild("FloorPlatform"), "*.dll").Select(file => MetadataReference.CreateFromFile(file)),
                MetadataReference.CreateFromFile(Path.Combine(package.Content, "lib", "net8.0", "Replication.Runtime.dll")),
            ],
            _options);

        var loader = new PackedAssemblies();
        List<AnalyzerFileReference> files =
        [
            .. Directory.GetFiles(Path.Combine(package.Content, "analyzers", "dotnet", "cs"), "*.dll").Select(file => new AnalyzerFileReference(file, loader)),
        ];
        files.ForEach(file => file.AnalyzerLoadFailed += (_, failure) => Assert.Fail(failure.Message));
        CSharpGeneratorDriver.Create(files.SelectMany(file => file.GetGenerators(LanguageNames.CSharp)), parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var reported, cancellation);

        var analyzers = files.SelectMany(file => file.GetAnalyzers(LanguageNames.CSharp)).ToImmutableArray();
        Assert.NotEmpty(analyzers);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), static (thrown, _, _) => throw new InvalidOperationException("An analyzer threw.", thrown), true, false);
        var found = await output.WithAnalyzers(analyzers, options).GetAllDiagnosticsAsync(cancellation);
        return (output, [.. reported.Concat(found).Where(d => d.Severity is DiagnosticSeverity.Warning or DiagnosticSeverity.Error)]);
    }
}
