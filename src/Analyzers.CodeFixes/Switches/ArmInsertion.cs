using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Switches;

namespace Replication.Analyzers.CodeFixes.Switches;

/// <summary>Adds arms to a switch expression: before the one that catches the rest, else at the end.</summary>
internal static class ArmInsertion
{
    /// <summary>The changes that add an arm for each pattern, laid out as the others are.</summary>
    public static IEnumerable<TextChange> Add(Page page, SwitchExpressionSyntax expression, IReadOnlyList<string> patterns, string thrown)
    {
        var arms = expression.Arms;
        var index = CatchAll(page, expression) ?? arms.Count;
        var hasCommaBefore = index == 0 || index <= arms.SeparatorCount;
        var end = index == 0 ? expression.OpenBraceToken.Span.End
            : hasCommaBefore ? arms.GetSeparator(index - 1).Span.End
            : arms[index - 1].Span.End;
        var endsLine = page.EndsLine(end);

        // The last arm has its comma where the one before it has.
        var hasCommaAfter = index < arms.Count || (hasCommaBefore && (index > 0 || endsLine));
        var added = patterns.Select((pattern, i) => $"{pattern} => {thrown}{(i < patterns.Count - 1 || hasCommaAfter ? "," : "")}").ToList();
        var comma = hasCommaBefore ? "" : ",";
        if (!endsLine) return [Insertion(end, comma + string.Concat(added.Select(arm => " " + arm)))];

        var indentation = arms.FirstOrDefault(arm => page.BeginsLine(arm.SpanStart)) is { } sibling
            ? page.Indentation(sibling.SpanStart)
            : page.Indentation(expression.OpenBraceToken.SpanStart) + "    ";
        var text = string.Concat(added.Select(arm => page.Break + indentation + arm));
        var line = page.Text.Lines.GetLineFromPosition(end).End;

        // A comment may stand between an arm and the end of its line.
        return line == end || hasCommaBefore ? [Insertion(line, comma + text)] : [Insertion(end, comma), Insertion(line, text)];
    }

    private static int? CatchAll(Page page, SwitchExpressionSyntax expression)
    {
        if (UnionSwitch.Of(page.Model.GetOperation(expression, page.Cancellation)) is not { } found) return null;
        for (var i = 0; i < found.Arms.Count; i++)
        {
            if (found.IsCatchAll(found.Arms[i])) return i;
        }

        return null;
    }

    private static TextChange Insertion(int place, string text) => new(new TextSpan(place, 0), text);
}
