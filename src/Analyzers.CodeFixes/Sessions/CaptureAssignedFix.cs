using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.CodeFixes.Sessions;

/// <summary>RPL1010: keeps the ID that an earlier statement of the method was answered and dropped, and presents that.</summary>
/// <remarks>Offered where there is no ID in scope to present, and one such statement.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CaptureAssignedFix))]
public sealed class CaptureAssignedFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(SessionRules.ReadAtUse.Id);

    private protected override string Title => "Capture the ID at assignment and pass it on";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics)
    {
        var (names, changes) = (new Dictionary<ExpressionStatementSyntax, string>(), new List<TextChange>());
        foreach (var report in diagnostics)
        {
            if (Presented.At(page, report) is not { IsLeftOut: false } presented || GivenSessions.Only(page, presented) is not null) continue;
            if (DroppedAnswer.Before(page, presented) is not { } dropped) continue;
            if (!names.TryGetValue(dropped, out var name))
            {
                names.Add(dropped, name = CapturedName.For(presented.Argument.Parameter!.Name, dropped, names));
                changes.Add(Keep(dropped, name));
            }

            changes.Add(new TextChange(presented.Place.Span, name));
        }

        return page.Text.WithChanges(changes.OrderBy(change => change.Span.Start));
    }

    private static TextChange Keep(ExpressionStatementSyntax dropped, string name) => dropped.Expression is AssignmentExpressionSyntax { Left: var discard }
        ? new TextChange(discard.Span, $"var {name}")
        : new TextChange(new TextSpan(dropped.SpanStart, 0), $"var {name} = ");
}
