using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.Switches;

/// <summary>Silences the compiler where it takes a switch over a closed union for incomplete, and every case has its arm.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CoveredSwitchSuppressor : DiagnosticSuppressor
{
    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = ImmutableArray.Create(SwitchRules.Covered);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var reported in context.ReportedDiagnostics)
        {
            if (reported.Location.SourceTree is not { } tree) continue;
            var node = tree.GetRoot(context.CancellationToken).FindNode(reported.Location.SourceSpan, getInnermostNodeForTie: true);
            if (node is not SwitchExpressionSyntax expression || !IsCovered(context.GetSemanticModel(tree), expression, context.CancellationToken)) continue;
            context.ReportSuppression(Suppression.Create(SupportedSuppressions.First(one => one.SuppressedDiagnosticId == reported.Id), reported));
        }
    }

    private static bool IsCovered(SemanticModel model, SwitchExpressionSyntax expression, CancellationToken cancellation) =>
        UnionSwitch.Of(model.GetOperation(expression, cancellation)) is { } found
        && found.IsCovered()

        // Null is no case, and the compiler is right to ask for it where it can be.
        && (found.TakesNull() || model.GetTypeInfo(expression.GoverningExpression, cancellation).Nullability.FlowState != NullableFlowState.MaybeNull);
}
