using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.Sessions;

/// <summary>Reports the time of day where a moment of a clock is asked for that never runs back.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TimeOfDayAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(SessionRules.TimeOfDay);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        MarkedCalls.Register(context, SessionContract.MonotonicTime, Analyze);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        foreach (var argument in SessionContract.Marked(context.Operation, SessionContract.MonotonicTime))
        {
            if (TimeOfDay.In(argument.Value) is not { } part) continue;
            context.ReportDiagnostic(Diagnostic.Create(
                SessionRules.TimeOfDay, Spelled.Code(argument).GetLocation(), SessionContract.Name(context.Operation), Spelled.Quoted(part.Syntax)));
        }
    }
}
