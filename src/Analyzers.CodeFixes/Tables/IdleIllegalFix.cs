using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.CodeFixes.Tables;

/// <summary>RPL0016: removes a declaration that makes no cell illegal.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IdleIllegalFix))]
public sealed class IdleIllegalFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.IdleIllegal.Id);

    private protected override string Title => "Remove the declaration";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics) => AttributeRemoval.Remove(page, diagnostics);
}
