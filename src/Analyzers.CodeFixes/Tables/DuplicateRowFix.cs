using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.CodeFixes.Tables;

/// <summary>RPL0005: removes a row that stands in the table already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DuplicateRowFix))]
public sealed class DuplicateRowFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.Duplicate.Id);

    private protected override string Title => "Remove the row";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics) => AttributeRemoval.Remove(page, diagnostics);
}
