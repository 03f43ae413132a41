using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Switches;

namespace Replication.Analyzers.CodeFixes.Switches;

/// <summary>RPL1008: adds an arm for each case that is missing, before the catch-all where there is one. It throws until it is written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingCaseFix))]
public sealed class MissingCaseFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(SwitchRules.MissingCase.Id);

    private protected override string Title => "Add the missing cases";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics) => page.Text.WithChanges(diagnostics
        .Select(diagnostic => page.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true))
        .Distinct()
        .SelectMany(node => Changes(page, node)));

    private static IEnumerable<TextChange> Changes(Page page, SyntaxNode node)
    {
        if (UnionSwitch.Of(page.Model.GetOperation(node, page.Cancellation)) is not { } found) return [];
        var missing = found.Missing();
        if (missing.Count == 0 || page.Model.Compilation.GetTypeByMetadataName("System.NotImplementedException") is not { } exception) return [];

        var place = node switch
        {
            SwitchStatementSyntax statement => statement.OpenBraceToken.Span.End,
            SwitchExpressionSyntax expression => expression.OpenBraceToken.Span.End,
            _ => node.SpanStart,
        };
        var patterns = missing.Select(one => $"{{ {one.Name}: {{ }} {VariableName.Of(one.Name, page.Model, place)} }}").ToList();
        var thrown = $"throw new {page.Spelled(exception, place)}()";
        return node switch
        {
            SwitchStatementSyntax statement => [SectionInsertion.Add(page, statement, [.. patterns.Select(pattern => $"case {pattern}")], thrown)],
            SwitchExpressionSyntax expression => ArmInsertion.Add(page, expression, patterns, thrown),
            _ => [],
        };
    }
}
