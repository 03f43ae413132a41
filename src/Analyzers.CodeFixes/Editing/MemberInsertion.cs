using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Generator.Parse;

namespace Replication.Analyzers.CodeFixes.Editing;

/// <summary>Adds members to a type: behind its last body where it has one, else at its end.</summary>
internal static class MemberInsertion
{
    /// <summary>The change that adds members.</summary>
    /// <param name="page">The document.</param>
    /// <param name="type">The type.</param>
    /// <param name="members">The lines of each member, not indented.</param>
    public static TextChange Add(Page page, TypeDeclarationSyntax type, IReadOnlyList<IReadOnlyList<string>> members)
    {
        var outer = page.Indentation(type.Keyword.SpanStart);
        var indentation = type.Members.FirstOrDefault(member => page.BeginsLine(member.SpanStart)) is { } sibling
            ? page.Indentation(sibling.SpanStart)
            : outer + "    ";
        var text = string.Join(page.Break + page.Break, members.Select(lines => string.Join(page.Break, lines.Select(line => indentation + line))));

        if (type.OpenBraceToken.IsKind(SyntaxKind.None))
        {
            return new TextChange(type.SemicolonToken.Span, $"{page.Break}{outer}{{{page.Break}{text}{page.Break}{outer}}}");
        }

        var last = type.Members.LastOrDefault(member => member is MethodDeclarationSyntax { Identifier.ValueText: WellKnown.Body }) ?? type.Members.LastOrDefault();
        var end = last?.Span.End ?? type.OpenBraceToken.Span.End;
        var gap = last is null ? page.Break : page.Break + page.Break;
        return page.EndsLine(end)
            ? new TextChange(new TextSpan(page.Text.Lines.GetLineFromPosition(end).End, 0), gap + text)
            : new TextChange(new TextSpan(end, 0), gap + text + page.Break + outer);
    }
}
