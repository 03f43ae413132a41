using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.CodeFixes.Sessions;

/// <summary>RPL1009, RPL1010: presents the session ID that is in scope, where exactly one is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PresentGivenFix))]
public sealed class PresentGivenFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(SessionRules.NoSession.Id, SessionRules.ReadAtUse.Id);

    private protected override string Title => "Present the session ID in scope";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics)
    {
        var changes = new List<TextChange>();
        foreach (var report in diagnostics)
        {
            // Within what is replaced nothing is left to replace.
            if (changes.Count > 0 && report.Location.SourceSpan.Start < changes[changes.Count - 1].Span.End) continue;
            if (Presented.At(page, report) is { } presented && GivenSessions.Only(page, presented) is { } name && presented.By(name) is { } change) changes.Add(change);
        }

        return page.Text.WithChanges(changes.OrderBy(change => change.Span.Start));
    }
}
