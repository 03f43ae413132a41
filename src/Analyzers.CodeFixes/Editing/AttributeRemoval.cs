using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Replication.Analyzers.CodeFixes.Editing;

/// <summary>Removes attributes: with its line where one stands alone, else out of its brackets or out of its line.</summary>
internal static class AttributeRemoval
{
    public static SourceText Remove(Page page, IReadOnlyList<Diagnostic> diagnostics)
    {
        var removed = new HashSet<AttributeSyntax>(diagnostics.Select(page.At<AttributeSyntax>).OfType<AttributeSyntax>());
        return page.Text.WithChanges(removed.GroupBy(attribute => (AttributeListSyntax)attribute.Parent!).Select(list => Change(page, list.Key, removed)));
    }

    private static TextChange Change(Page page, AttributeListSyntax list, HashSet<AttributeSyntax> removed)
    {
        var left = list.Attributes.Where(attribute => !removed.Contains(attribute)).ToList();
        if (left.Count > 0) return new TextChange(list.Attributes.Span, string.Join(", ", left.Select(attribute => attribute.ToString())));

        var (start, end) = (list.Span.Start, list.Span.End);
        var lines = page.Text.Lines;
        if (page.EndsLine(end))
        {
            if (page.BeginsLine(start)) return Nothing(lines.GetLineFromPosition(start).Start, lines.GetLineFromPosition(end).EndIncludingLineBreak);
            while (char.IsWhiteSpace(page.Text[start - 1])) start--;
        }
        else
        {
            while (char.IsWhiteSpace(page.Text[end])) end++;
        }

        return Nothing(start, end);
    }

    private static TextChange Nothing(int start, int end) => new(TextSpan.FromBounds(start, end), "");
}
