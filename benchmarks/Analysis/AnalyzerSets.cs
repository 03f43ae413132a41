using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Tables;

namespace Replication.Benchmarks.Analysis;

/// <summary>The analyzers that are measured.</summary>
internal static class AnalyzerSets
{
    // The two files are one set: the second extends the first.
    private static readonly string[] _sdk = ["Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"];

    /// <summary>All of the package.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Ours() => Of(typeof(TableAnalyzer).Assembly.Location);

    /// <summary>
    /// Those that every project of the SDK runs anyway, or none where there is no SDK beside the runtime. Of these the compiler runs the ones that can warn.
    /// </summary>
    public static ImmutableArray<DiagnosticAnalyzer> Sdk()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "sdk"));
        var folder = !Directory.Exists(root) ? null : Directory.GetDirectories(root)
            .Select(sdk => Path.Combine(sdk, "Sdks", "Microsoft.NET.Sdk", "analyzers"))
            .Where(Directory.Exists).Order(StringComparer.Ordinal).LastOrDefault();
        return folder is null ? [] : [.. _sdk.Select(file => Path.Combine(folder, file)).Where(File.Exists).SelectMany(path => Of(path)).Where(CanWarn)];
    }

    private static bool CanWarn(DiagnosticAnalyzer analyzer) => analyzer.SupportedDiagnostics.Any(rule => rule is { IsEnabledByDefault: true, DefaultSeverity: >= DiagnosticSeverity.Warning });

    private static ImmutableArray<DiagnosticAnalyzer> Of(string path) => new AnalyzerFileReference(path, new Loader()).GetAnalyzers(LanguageNames.CSharp);

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
    }
}
