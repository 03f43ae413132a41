using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Replication.Analyzers.CodeFixes.Editing;

namespace Replication.Analyzers.CodeFixes.Sessions;

/// <summary>A name for the variable that captures an ID.</summary>
internal static class CapturedName
{
    /// <summary>A name that nothing in the member has, numbered where it has to be.</summary>
    /// <param name="wanted">The name.</param>
    /// <param name="statement">The statement that is to declare it.</param>
    /// <param name="given">Names that are given out already, by the statements that will declare them.</param>
    public static string For(string wanted, ExpressionStatementSyntax statement, IReadOnlyDictionary<ExpressionStatementSyntax, string> given)
    {
        var member = Member(statement);
        var taken = new HashSet<string>(member.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Parent?.Parent is not NameColonSyntax)
            .Select(token => token.ValueText));
        taken.UnionWith(given.Where(one => Member(one.Key) == member).Select(one => one.Value));
        return FreeName.Of(wanted, taken);
    }

    // Top-level statements are one method.
    private static SyntaxNode Member(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(outer => outer is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();
}
