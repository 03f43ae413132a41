using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Replication.Analyzers.Sessions;

/// <summary>How messages spell code.</summary>
internal static class Spelled
{
    // A message is one line, and names what it means; it does not print it.
    private const int Longest = 60;

    /// <summary>An argument as it stands in the code, in its parentheses if it has any.</summary>
    public static SyntaxNode Code(IArgumentOperation argument)
    {
        var code = argument.Value.Syntax;
        while (code.Parent is ParenthesizedExpressionSyntax outer) code = outer;
        return code;
    }

    public static string Quoted(SyntaxNode code)
    {
        var text = string.Join(" ", code.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= Longest ? $"'{text}'" : $"'{text.Substring(0, Longest)}…'";
    }
}
