using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Switches;

namespace Replication.Analyzers.CodeFixes.Switches;

/// <summary>
/// CS0161: closes a method that ends with a switch over a closed union. Each case returns, but the compiler also sees the value that is no case, and there
/// is no warning to suppress: it takes a catch-all.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OpenEndFix))]
public sealed class OpenEndFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("CS0161");

    private protected override string Title => "Add 'default: throw'";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics) => page.Text.WithChanges(diagnostics
        .Select(diagnostic => Body(page.Root.FindNode(diagnostic.Location.SourceSpan))?.Statements.LastOrDefault())
        .OfType<SwitchStatementSyntax>()
        .Distinct()
        .Where(statement => IsCovered(page, statement))
        .Select(statement => SectionInsertion.Add(page, statement, ["default"], Thrown(page, statement.SpanStart))));

    private static BlockSyntax? Body(SyntaxNode reported) => reported.FirstAncestorOrSelf<SyntaxNode>(node =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax) switch
    {
        BaseMethodDeclarationSyntax method => method.Body,
        LocalFunctionStatementSyntax function => function.Body,
        AccessorDeclarationSyntax accessor => accessor.Body,
        _ => null,
    };

    // Of a value that can be null, null is a way to the end that is none of these cases.
    private static bool IsCovered(Page page, SwitchStatementSyntax statement) =>
        UnionSwitch.Of(page.Model.GetOperation(statement, page.Cancellation)) is { } found
        && found.IsCovered()
        && !found.Arms.Any(found.IsCatchAll)
        && (found.Value.Type?.IsNullable() != true || found.TakesNull());

    private static string Thrown(Page page, int place) =>
        page.Model.Compilation.GetTypeByMetadataName("System.Diagnostics.UnreachableException") is { } exception
            ? $"throw new {page.Spelled(exception, place)}()"
            : "throw new System.InvalidOperationException()";
}
