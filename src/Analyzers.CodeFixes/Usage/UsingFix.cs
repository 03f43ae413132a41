using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.CodeFixes.Usage;

/// <summary>RPL1006, RPL1007: declares the variable with <c>using</c>, which sees its value through on every way, exceptions included.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UsingFix))]
public sealed class UsingFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UsageRules.Abandoned.Id, UsageRules.PossiblyAbandoned.Id);

    private protected override string Title => "Declare it with 'using'";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics) =>
        page.Text.WithChanges(diagnostics.Select(diagnostic => Change(page, diagnostic)).OfType<TextChange>().Distinct());

    private static TextChange? Change(Page page, Diagnostic diagnostic)
    {
        if (page.At<LocalDeclarationStatementSyntax>(diagnostic) is not { UsingKeyword.RawKind: 0, Declaration.Variables.Count: 1 } declaration) return null;
        var declarator = declaration.Declaration.Variables[0];
        if (declarator.Initializer?.Value.Span.Contains(diagnostic.Location.SourceSpan) != true) return null;
        if (page.Model.GetDeclaredSymbol(declarator, page.Cancellation) is not ILocalSymbol local || IsEndedByHand(page, declaration, local)) return null;
        var isAsync = declaration.Ancestors().Any(IsAsync);
        var prefix = local.Type.IsDisposable() ? "using " : isAsync && IsAsyncDisposable(local.Type) ? "await using " : null;
        return prefix is null ? null : new TextChange(new TextSpan(declaration.SpanStart, 0), prefix);
    }

    // Who disposes of it, or assigns it again, has a plan that 'using' would cross.
    private static bool IsEndedByHand(Page page, LocalDeclarationStatementSyntax declaration, ILocalSymbol local) =>
        declaration.Parent is { } scope && scope.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText == local.Name
            && (name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync" } or AssignmentExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 })
            && !(name.Parent is AssignmentExpressionSyntax { Right: var right } && right == name)
            && !(name.Parent is ArgumentSyntax { RefKindKeyword.ValueText: "in" })
            && SymbolEqualityComparer.Default.Equals(page.Model.GetSymbolInfo(name, page.Cancellation).Symbol, local));

    private static bool IsAsyncDisposable(ITypeSymbol type) => type.AllInterfaces.Any(one => one is { Name: "IAsyncDisposable", ContainingNamespace.Name: "System" });

    private static bool IsAsync(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(modifier => modifier.ValueText == "async"),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(modifier => modifier.ValueText == "async"),
        AnonymousFunctionExpressionSyntax function => function.Modifiers.Any(modifier => modifier.ValueText == "async"),
        _ => false,
    };
}
