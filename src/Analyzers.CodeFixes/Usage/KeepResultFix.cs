using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Usage;
using Replication.Generator.Parse;

namespace Replication.Analyzers.CodeFixes.Usage;

/// <summary>RPL1004: keeps what a statement drops: in the variable that the call was made on where it is the next value of that, else in one of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeepResultFix))]
public sealed class KeepResultFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UsageRules.Dropped.Id);

    private protected override string Title => "Keep what it hands out";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return page.Text.WithChanges(diagnostics.Select(diagnostic => Change(page, diagnostic, taken)).OfType<TextChange>().ToList());
    }

    private static TextChange? Change(Page page, Diagnostic diagnostic, HashSet<string> taken)
    {
        // Only a statement has room for a variable: a body that is an expression has not.
        if (page.At<ExpressionStatementSyntax>(diagnostic) is not { Parent: BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax } statement) return null;
        if (statement.Expression.Span != diagnostic.Location.SourceSpan || page.Model.GetTypeInfo(statement.Expression, page.Cancellation).Type is not { } type) return null;
        var start = new TextSpan(statement.SpanStart, 0);
        if (page.Rebound(statement.Expression, type) is { } variable) return new TextChange(start, variable + " = ");
        var name = FreeName.Of(Name(type), new HashSet<string>(page.Model.LookupSymbols(statement.SpanStart).Select(symbol => symbol.Name).Concat(taken)));
        taken.Add(name);
        return new TextChange(start, $"var {name} = ");
    }

    private static string Name(ITypeSymbol type) => SymbolText.Camel(
        type.IsAt() && type is INamedTypeSymbol { TypeArguments: { Length: 1 } states } ? states[0].Name
        : type.Name.EndsWith("Outcome", StringComparison.Ordinal) ? "outcome"
        : type.Name);
}
