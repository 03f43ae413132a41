using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Replication.Analyzers.Tests.Harness;
using Replication.Noise;
using Replication.Noise.Contract;
using Replication.Noise.Run;

namespace Replication.Analyzers.Tests.Rules;

/// <summary>What the noise harness does with whole projects, over a few ordinary files: the contract is put on what is disposable, in them and in the framework.</summary>
public sealed class OrdinaryCodeTests
{
    private static readonly string[] _texts = ["Caching", "Orders", "Parsing", "Planning", "Storing"];
    private static readonly Lazy<List<MetadataReference>> _marked = new(() => References.All(new Options(Bite.Fitting, [], [], 0, 0, [])));

    [Fact]
    public async Task Ordinary_code_that_sees_its_values_through_is_accused_of_nothing() =>
        Assert.Empty(await ReportsAsync([.. _texts.Select(Text)]));

    /// <summary>The same code with one line more.</summary>
    [Theory]
    [InlineData("var probe = File.OpenRead(settingsPath); settings.BlockSize = (int)probe.Length;", "RPL1006: probe")]
    [InlineData("var probe = File.OpenRead(settingsPath); if (probe.Length == 0) throw new InvalidDataException(); probe.Dispose();", "RPL1007: probe")]
    [InlineData("var probe = File.OpenRead(settingsPath); probe.Dispose(); settings.BlockSize = (int)probe.Length;", "RPL1001: probe")]
    [InlineData("var probe = File.OpenRead(settingsPath); if (settings.BlockSize > 1) probe.Dispose(); await probe.DisposeAsync();", "RPL1002: probe")]
    [InlineData("File.OpenRead(settingsPath);", "RPL1004: OpenRead")]
    [InlineData("var probe = File.OpenRead(settingsPath); while (true) { if (probe.Length > 0) { probe.Dispose(); break; } }")]
    public async Task Ordinary_code_with_a_mistake_is_accused_of_that_alone(string line, params string[] expected)
    {
        const string Before = "Directory.CreateDirectory(settings.Folder);";
        var source = Text("Storing");
        Assert.Contains(Before, source, StringComparison.Ordinal);

        Assert.Equal(expected, await ReportsAsync(source.Replace(Before, line + Before, StringComparison.Ordinal)));
    }

    /// <summary>Everything is marked that can be: what is reported then says little, but nothing may crash.</summary>
    [Fact]
    public async Task Whatever_is_marked_no_rule_crashes()
    {
        var compilation = MarkedSources.Of(Compiled([.. _texts.Select(Text)]), isHard: true, out var marks);

        Assert.True(marks > 20);
        Assert.Empty((await Listened.To(compilation, TestContext.Current.CancellationToken)).Crashes);
    }

    private static string Text(string name) => Repository.Read($"benchmarks/Analysis/Texts/{name}.txt").Replace("__N__", "1", StringComparison.Ordinal);

    private static async Task<IEnumerable<string>> ReportsAsync(params string[] sources)
    {
        var compilation = MarkedSources.Of(Compiled(sources), isHard: false, out _);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(one => one.Severity == DiagnosticSeverity.Error));
        var listened = await Listened.To(compilation, TestContext.Current.CancellationToken);
        Assert.Empty(listened.Crashes);
        return listened.Reports.Select(report => $"{report.Id}: {report.GetMessage(CultureInfo.InvariantCulture).Split('\'')[1]}");
    }

    private static CSharpCompilation Compiled(string[] sources) => CSharpCompilation.Create(
        "Ordinary",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp14), $"File{i}.cs")),
        _marked.Value,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
