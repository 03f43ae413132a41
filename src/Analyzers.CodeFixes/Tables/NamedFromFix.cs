using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.CodeFixes.Tables;

/// <summary>RPL0013: gives a parameter called <c>from</c> another name.</summary>
/// <remarks>
/// It cannot ask what a name means: where <c>from with</c> was taken for a query, the rest of the method was not understood. So it goes by syntax and, once
/// the query is gone, looks again.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NamedFromFix))]
public sealed class NamedFromFix : TextFix
{
    private const string From = "from";

    // What a body's parameters are called in the order they stand.
    private static readonly string[][] _names = [["s", "state"], ["t", "trigger"], ["context", "constant"]];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.NamedFrom.Id);

    private protected override string Title => "Rename the parameter";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics)
    {
        // From the first to the last: what stands behind a query that is none is understood only when that is gone.
        var text = page.Text;
        foreach (var diagnostic in diagnostics) text = Rename(text, diagnostic.Location.SourceSpan.Start + text.Length - page.Text.Length, page);
        return text;
    }

    private static SourceText Rename(SourceText text, int place, Page page)
    {
        string? name = null;
        while (true)
        {
            var root = CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)page.Root.SyntaxTree.Options, cancellationToken: page.Cancellation)
                .GetRoot(page.Cancellation);
            if (root.FindToken(place).Parent?.FirstAncestorOrSelf<ParameterSyntax>() is not { Parent.Parent: MethodDeclarationSyntax method } parameter) return text;
            name ??= Free(method, parameter);
            var uses = method.DescendantTokens().Where(token => token == parameter.Identifier ? token.ValueText == From : IsUse(token, parameter)).ToList();
            if (uses.Count == 0) return text;
            text = text.WithChanges(uses.Select(token => new TextChange(token.Span, name)));
        }
    }

    private static bool IsUse(SyntaxToken token, ParameterSyntax parameter) => token.Parent switch
    {
        FromClauseSyntax clause => token == clause.FromKeyword && clause.InKeyword.IsMissing,
        IdentifierNameSyntax name when token.ValueText == From =>
            !IsMemberName(name) && !name.Ancestors().Any(node => node != parameter.Parent!.Parent && Declares(node)),
        _ => false,
    };

    private static bool IsMemberName(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax => true,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left == name,
        _ => false,
    };

    // A lambda or local function with a parameter of that name means its own.
    private static bool Declares(SyntaxNode node) => node switch
    {
        SimpleLambdaExpressionSyntax lambda => lambda.Parameter.Identifier.ValueText == From,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters.Any(IsFrom),
        LocalFunctionStatementSyntax function => function.ParameterList.Parameters.Any(IsFrom),
        _ => false,
    };

    private static bool IsFrom(ParameterSyntax parameter) => parameter.Identifier.ValueText == From;

    private static string Free(MethodDeclarationSyntax method, ParameterSyntax parameter)
    {
        var taken = new HashSet<string>(method.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        var wishes = _names[Math.Min(method.ParameterList.Parameters.IndexOf(parameter), _names.Length - 1)];
        return wishes.FirstOrDefault(wish => !taken.Contains(wish))
            ?? Enumerable.Range(2, int.MaxValue - 2).Select(number => FormattableString.Invariant($"{wishes[0]}{number}")).First(name => !taken.Contains(name));
    }
}
