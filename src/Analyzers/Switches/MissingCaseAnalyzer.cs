using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.Switches;

/// <summary>Reports a switch over a closed union that leaves out a case.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingCaseAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(SwitchRules.MissingCase);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.Switch, OperationKind.SwitchExpression);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (UnionSwitch.Of(context.Operation) is not { } found || found.Missing() is not { Count: > 0 } missing) return;
        context.ReportDiagnostic(Diagnostic.Create(
            SwitchRules.MissingCase, Keyword(context.Operation.Syntax), found.Union.Spelled, string.Join(", ", missing.Select(one => $"'{one.Name}'"))));
    }

    private static Location Keyword(SyntaxNode syntax) => syntax switch
    {
        SwitchStatementSyntax statement => statement.SwitchKeyword.GetLocation(),
        SwitchExpressionSyntax expression => expression.SwitchKeyword.GetLocation(),
        _ => syntax.GetLocation(),
    };
}
