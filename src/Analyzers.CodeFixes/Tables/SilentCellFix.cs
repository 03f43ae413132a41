using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.CodeFixes.Tables;

/// <summary>RPL0015: declares the silent cells of a state illegal, one a line, after the last row.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SilentCellFix)), Shared]
public sealed class SilentCellFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.Undeclared.Id);

    private protected override string Title => "Declare the silent cells illegal";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics) => page.Text.WithChanges(diagnostics
        .GroupBy(page.At<TypeDeclarationSyntax>)
        .Where(reports => reports.Key is not null)
        .Select(reports => Change(page, reports.Key!, [.. reports.Select(report => report.Properties[ExhaustiveCheck.State])]))
        .OfType<TextChange>());

    private static TextChange? Change(Page page, TypeDeclarationSyntax declaration, HashSet<string?> states)
    {
        if (page.Machine(declaration) is not { Declaration: { } machine } reading) return null;
        if (declaration.AttributeLists.LastOrDefault(list => list.Attributes.Any(IsCell)) is not { } last) return null;

        // The declaration is spelled as the rows are: with or without the namespace.
        var qualifier = last.Attributes.First(IsCell).Name is QualifiedNameSyntax name ? name.Left + "." : "";
        var declared = ExhaustiveCheck.Silent(reading, machine.Table)
            .Where(silent => states.Contains(ExhaustiveCheck.Number(machine.Table, silent.State)))
            .SelectMany(silent => silent.Triggers, (silent, trigger) =>
                $"[{qualifier}Illegal<{page.Spelled(silent.State, last.Span.End - 1)}, {page.Spelled(trigger, last.Span.End - 1)}>]");

        if (!page.EndsLine(last.Span.End)) return new TextChange(new TextSpan(last.Span.End, 0), string.Concat(declared.Select(cell => " " + cell)));
        var indentation = page.Indentation(last.Span.Start);
        var line = page.Text.Lines.GetLineFromPosition(last.Span.End);
        return new TextChange(new TextSpan(line.End, 0), string.Concat(declared.Select(cell => page.Break + indentation + cell)));
    }

    private static bool IsCell(AttributeSyntax attribute) => (attribute.Name is QualifiedNameSyntax name ? name.Right : attribute.Name) is GenericNameSyntax
    {
        Identifier.ValueText: "On" or "OnAttribute" or "Illegal" or "IllegalAttribute",
    };
}
