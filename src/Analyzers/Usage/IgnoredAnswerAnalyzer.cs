using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.Usage;

/// <summary>Reports a call whose answer says what became of a value, where nobody hears it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredAnswerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(UsageRules.IgnoredAnswer);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.ExpressionStatement);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        // An assignment to a discard is another statement: whoever writes it has thought of the answer.
        if (context.Operation is not IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { ReturnsVoid: false } method } call }) return;
        if (!Contract.Answers(method)) return;
        context.ReportDiagnostic(Diagnostic.Create(UsageRules.IgnoredAnswer, call.Syntax.GetLocation(), method.Name));
    }
}
