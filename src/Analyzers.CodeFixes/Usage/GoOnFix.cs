using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.CodeFixes.Usage;

/// <summary>
/// RPL1001: goes on with the value that took the place of one that is used up: the variable it was moved to, or what the call handed out, where that is of
/// the same type.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GoOnFix))]
public sealed class GoOnFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UsageRules.UsedUp.Id);

    private protected override string Title => "Go on with what took its place";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics) =>
        page.Text.WithChanges(diagnostics.Select(diagnostic => Change(page, diagnostic)).OfType<TextChange>().Distinct().OrderBy(change => change.Span.Start));

    private static TextChange? Change(Page page, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count == 0 || diagnostic.AdditionalLocations[0] is not { } place || place.SourceTree != page.Root.SyntaxTree) return null;
        var by = page.Root.FindNode(place.SourceSpan, getInnermostNodeForTie: true);
        var use = diagnostic.Location.SourceSpan;
        if (page.Model.GetTypeInfo(page.Root.FindNode(use, getInnermostNodeForTie: true), page.Cancellation).Type is not { } type) return null;
        switch (by)
        {
            case VariableDeclaratorSyntax moved:
                return new TextChange(use, moved.Identifier.Text);
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax moved }:
                return new TextChange(use, moved.Identifier.Text);
            case InvocationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax kept } } call when IsOf(page, call, type):
                return new TextChange(use, kept.Identifier.Text);
            case InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call when page.Rebound(call, type) is { } variable:
                return new TextChange(new TextSpan(call.SpanStart, 0), variable + " = ");
            default:
                return null;
        }
    }

    private static bool IsOf(Page page, ExpressionSyntax expression, ITypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(page.Model.GetTypeInfo(expression, page.Cancellation).Type, type);
}
