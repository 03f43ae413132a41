using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.Sessions;

/// <summary>Reports a session ID that is presented and that nobody was given.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PresentedSessionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(SessionRules.NoSession, SessionRules.ReadAtUse);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        MarkedCalls.Register(context, SessionContract.RequiresSessionId, Analyze);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        foreach (var argument in SessionContract.Marked(context.Operation, SessionContract.RequiresSessionId))
        {
            // What stands is wrong for a reason of its own, also where there may be none.
            var rule = ReadAtUse.Is(argument.Value, context.Operation) ? SessionRules.ReadAtUse
                : NoSession.Is(argument.Value) ? SessionRules.NoSession
                : null;
            if (rule is null) continue;
            var (place, text) = argument.ArgumentKind == ArgumentKind.DefaultValue
                ? (context.Operation.Syntax, $"no '{argument.Parameter!.Name}'")
                : (Spelled.Code(argument), Spelled.Quoted(Spelled.Code(argument)));
            context.ReportDiagnostic(Diagnostic.Create(rule, place.GetLocation(), SessionContract.Name(context.Operation), text));
        }
    }
}
