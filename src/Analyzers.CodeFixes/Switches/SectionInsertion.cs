using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Switches;

namespace Replication.Analyzers.CodeFixes.Switches;

/// <summary>Adds sections to a switch statement: before the one that catches the rest, else at the end.</summary>
internal static class SectionInsertion
{
    /// <summary>The change that adds a section for each label, laid out as the others are.</summary>
    public static TextChange Add(Page page, SwitchStatementSyntax statement, IReadOnlyList<string> labels, string thrown)
    {
        var sections = statement.Sections;
        var index = CatchAll(page, statement) is { } rest ? sections.IndexOf(rest) : sections.Count;
        var end = index == 0 ? statement.OpenBraceToken.Span.End : sections[index - 1].Span.End;
        if (!page.EndsLine(end)) return new TextChange(new TextSpan(end, 0), string.Concat(labels.Select(label => $" {label}: {thrown};")));

        var outer = sections.FirstOrDefault(section => page.BeginsLine(section.SpanStart)) is { } sibling
            ? page.Indentation(sibling.SpanStart)
            : page.Indentation(statement.OpenBraceToken.SpanStart) + "    ";
        var body = sections.SelectMany(section => section.Statements).FirstOrDefault(one => one is not BlockSyntax && page.BeginsLine(one.SpanStart)) is { } first
            ? page.Indentation(first.SpanStart)
            : outer + "    ";
        var lines = labels.SelectMany(label => new[] { $"{outer}{label}:", $"{body}{thrown};" });
        return new TextChange(new TextSpan(page.Text.Lines.GetLineFromPosition(end).End, 0), string.Concat(lines.Select(line => page.Break + line)));
    }

    private static SwitchSectionSyntax? CatchAll(Page page, SwitchStatementSyntax statement)
    {
        if (page.Model.GetOperation(statement, page.Cancellation) is not ISwitchOperation operation || UnionSwitch.Of(operation) is not { } found) return null;
        return operation.Cases.FirstOrDefault(section => Arm.Of(section).Any(found.IsCatchAll))?.Syntax as SwitchSectionSyntax;
    }
}
