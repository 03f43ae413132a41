using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.CodeFixes.Tables;

/// <summary>RPL0015: declares the silent cells of a state illegal, one a line, after the last row.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SilentCellFix))]
public sealed class SilentCellFix : TextFix
{
    private static readonly SymbolDisplayFormat _open = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes, genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.Undeclared.Id);

    private protected override string Title => "Declare the silent cells illegal";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics) => page.Text.WithChanges(diagnostics
        .GroupBy(page.At<TypeDeclarationSyntax>)
        .Where(reports => reports.Key is not null)
        .Select(reports => Change(page, reports.Key!, [.. reports.Select(report => report.Properties[ExhaustiveCheck.State])]))
        .OfType<TextChange>());

    private static TextChange? Change(Page page, TypeDeclarationSyntax declaration, HashSet<string?> states)
    {
        if (page.Machine(declaration) is not { Declaration: { } machine } reading) return null;
        if (declaration.AttributeLists.LastOrDefault(list => list.Attributes.Any(IsCell)) is not { } last) return null;

        // The declaration is spelled as the rows are: with or without the namespace, its types as they are named within the attribute.
        var row = last.Attributes.First(IsCell).Name;
        var name = (row is QualifiedNameSyntax qualified ? qualified.Left + "." : "") + "Illegal";
        var declared = ExhaustiveCheck.Silent(reading, machine.Table)
            .Where(silent => states.Contains(ExhaustiveCheck.Number(machine.Table, silent.State)))
            .SelectMany(silent => silent.Triggers, (silent, trigger) => Right(row) is GenericNameSyntax
                ? $"[{name}<{page.Spelled(silent.State, row.Span.End - 1)}, {page.Spelled(trigger, row.Span.End - 1)}>]"
                : $"[{name}(typeof({Open(page, silent.State, row)}), typeof({Open(page, trigger, row)}))]");

        if (!page.EndsLine(last.Span.End)) return new TextChange(new TextSpan(last.Span.End, 0), string.Concat(declared.Select(cell => " " + cell)));
        var indentation = page.Indentation(last.Span.Start);
        var line = page.Text.Lines.GetLineFromPosition(last.Span.End);
        return new TextChange(new TextSpan(line.End, 0), string.Concat(declared.Select(cell => page.Break + indentation + cell)));
    }

    // As the rows of a generic machine name their types: Store<>.Closed.
    private static string Open(Page page, INamedTypeSymbol type, NameSyntax row) =>
        type.IsGenericType ? type.ConstructUnboundGenericType().ToDisplayString(_open) : page.Spelled(type, row.SpanStart);

    private static bool IsCell(AttributeSyntax attribute) => Right(attribute.Name).Identifier.ValueText is "On" or "OnAttribute" or "Illegal" or "IllegalAttribute";

    private static SimpleNameSyntax Right(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax aliased => aliased.Name,
        _ => (SimpleNameSyntax)name,
    };
}
