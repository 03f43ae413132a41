using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Replication.Benchmarks.Analysis;

/// <summary>An analyzer that asks for nothing: what is left is the price of there being one.</summary>
#pragma warning disable RS1013, RS1036, RS1038, RS1041, RS2008 // Runs in this program alone.
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IdleAnalyzer : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Nothing = new("IDLE", "Nothing", "Nothing", "Idle", DiagnosticSeverity.Warning, true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Nothing];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start => start.RegisterCompilationEndAction(static _ => { }));
    }
}

/// <summary>An analyzer that is shown the body of every method and does nothing: what is left is the price of the bodies.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IdleBodyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [IdleAnalyzer.Nothing];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(static _ => { });
    }
}
#pragma warning restore RS1013, RS1036, RS1038, RS1041, RS2008
