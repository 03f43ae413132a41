using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Switches;

namespace Replication.Analyzers.CodeFixes.Switches;

/// <summary>Adds sections to a switch statement: before the one that catches the rest, else at the end.</summary>
internal static class SectionInsertion
{
    /// <summary>The change that adds a section for each pattern, laid out as the others are.</summary>
    public static TextChange Add(Page page, SwitchStatementSyntax statement, IReadOnlyList<string> patterns, string thrown)
    {
        var sections = statement.Sections;
        var index = CatchAll(page, statement) is { } rest ? sections.IndexOf(rest) : sections.Count;
        var end = index == 0 ? statement.OpenBraceToken.Span.End : sections[index - 1].Span.End;
        if (!page.EndsLine(end)) return new TextChange(new TextSpan(end, 0), string.Concat(patterns.Select(pattern => $" case {pattern}: {thrown};")));

        var label = sections.FirstOrDefault(section => page.BeginsLine(section.SpanStart)) is { } sibling
            ? page.Indentation(sibling.SpanStart)
            : page.Indentation(statement.OpenBraceToken.SpanStart) + "    ";
        var body = sections.SelectMany(section => section.Statements).FirstOrDefault(one => one is not BlockSyntax && page.BeginsLine(one.SpanStart)) is { } first
            ? page.Indentation(first.SpanStart)
            : label + "    ";
        var lines = patterns.SelectMany(pattern => new[] { $"{label}case {pattern}:", $"{body}{thrown};" });
        return new TextChange(new TextSpan(page.Text.Lines.GetLineFromPosition(end).End, 0), string.Concat(lines.Select(line => page.Break + line)));
    }

    private static SwitchSectionSyntax? CatchAll(Page page, SwitchStatementSyntax statement)
    {
        if (page.Model.GetOperation(statement, page.Cancellation) is not ISwitchOperation operation || UnionSwitch.Of(operation) is not { } found) return null;
        return operation.Cases.FirstOrDefault(section => Arm.Of(section).Any(found.IsCatchAll))?.Syntax as SwitchSectionSyntax;
    }
}
