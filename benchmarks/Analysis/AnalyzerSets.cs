using Replication.Analyzers.Tables;
using Replication.Generator;

namespace Replication.Benchmarks.Analysis;

/// <summary>The compiler of the SDK that runs this program, and what it is asked to run beside itself.</summary>
internal static class AnalyzerSets
{
    private static readonly string _core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string _sdk = Directory.GetDirectories(Path.GetFullPath(Path.Combine(_core, "..", "..", "..", "sdk")))
        .Where(sdk => File.Exists(Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))).Order(StringComparer.Ordinal).Last();

    /// <summary>A file of the compiler.</summary>
    public static string Compiler(string file) => Path.Combine(_sdk, "Roslyn", "bincore", file);

    /// <summary>The assemblies that the project may name.</summary>
    public static IEnumerable<string> References() => Directory.GetFiles(_core, "System.*.dll").Append(typeof(StateMachine).Assembly.Location).Select(path => $"-r:{path}");

    /// <summary>The generator: without it the project does not compile.</summary>
    public static IEnumerable<string> Generator() => [$"-analyzer:{typeof(StateMachineGenerator).Assembly.Location}"];

    /// <summary>Our rules, as the package has them.</summary>
    public static IEnumerable<string> Ours() => [$"-analyzer:{typeof(TableAnalyzer).Assembly.Location}"];

    /// <summary>Our rules, all of them turned off: what is left is what the compiler pays for having any.</summary>
    /// <param name="folder">Where the settings are written.</param>
    public static IEnumerable<string> Idle(string folder)
    {
        var settings = Path.Combine(folder, "idle.globalconfig");
        var rules = Analyzers().SelectMany(type => ((Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics).Select(rule => rule.Id).Distinct();
        File.WriteAllLines(settings, ["is_global = true", .. rules.Select(rule => $"dotnet_diagnostic.{rule}.severity = none")]);
        return Ours().Append($"-analyzerconfig:{settings}");
    }

    /// <summary>The rules that every project of the SDK is built with, as it sets them.</summary>
    public static IEnumerable<string> Sdk()
    {
        var folder = Path.Combine(_sdk, "Sdks", "Microsoft.NET.Sdk", "analyzers");
        var settings = Directory.GetFiles(Path.Combine(folder, "build", "config"), "analysislevel_*_default.globalconfig")
            .MaxBy(path => int.TryParse(Path.GetFileName(path).Split('_')[1], out var level) ? level : 0)!;
        return
        [
            $"-analyzer:{Path.Combine(folder, "Microsoft.CodeAnalysis.NetAnalyzers.dll")}",
            $"-analyzer:{Path.Combine(folder, "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll")}",
            $"-analyzerconfig:{settings}",
        ];
    }

    private static IEnumerable<Type> Analyzers() => typeof(TableAnalyzer).Assembly.GetTypes().Where(type => !type.IsAbstract
        && type.IsSubclassOf(typeof(Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer))
        && !type.IsSubclassOf(typeof(Microsoft.CodeAnalysis.Diagnostics.DiagnosticSuppressor)));
}
