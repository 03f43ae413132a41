using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Tables;
using Replication.Generator.Parse;

namespace Replication.Analyzers.CodeFixes.Tables;

/// <summary>
/// RPL0009: adds the body of a cell, with the signature that fits its rows. It compiles and throws until it is written: a machine whose body throws stays
/// where it was. RPL0022 points at it until then.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingBodyFix))]
public sealed class MissingBodyFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.NoBody.Id);

    private protected override string Title => "Add the body";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics) => page.Text.WithChanges(diagnostics
        .GroupBy(page.At<TypeDeclarationSyntax>)
        .Where(reports => reports.Key is not null)
        .Select(reports => Change(page, reports.Key!, [.. reports]))
        .OfType<TextChange>());

    private static TextChange? Change(Page page, TypeDeclarationSyntax declaration, List<Diagnostic> reports)
    {
        if (page.Machine(declaration) is not { Declaration: { } machine } reading) return null;
        var cells = BodyCheck.WithoutBody(reading, machine)
            .Where(cell => reports.Exists(report => cell.Rows[0].Place.SyntaxTree == page.Root.SyntaxTree && cell.Rows[0].Place.Span == report.Location.SourceSpan))
            .GroupBy(cell => cell.Rows[0])
            .Select(served => served.First());
        var bodies = cells.Select(cell => Body(page, machine, cell, reports[0].Location.SourceSpan.Start + 1)).OfType<List<string>>().ToList();
        return bodies.Count == 0 ? null : MemberInsertion.Add(page, declaration, bodies);
    }

    // The lines of the body; null where it has more next states than a body can return.
    private static List<string>? Body(Page page, Declaration machine, TableCell cell, int place)
    {
        var (table, compilation) = (machine.Table, page.Model.Compilation);
        List<ITypeSymbol> answers = [.. CellReader.Made(table, cell).Select(target => table.States[target]), machine.Why];
        if (compilation.GetTypeByMetadataName($"{WellKnown.Namespace}.{WellKnown.Next}`{answers.Count}") is not { } next) return null;
        if (compilation.GetTypeByMetadataName("System.NotImplementedException") is not { } exception) return null;

        var row = cell.Rows[0];
        var returned = page.Spelled(next.Construct([.. answers]), place);
        var (source, trigger) = (page.Spelled(row.Source, place), page.Spelled(row.Trigger, place));
        var rest = $"=> throw new {page.Spelled(exception, place)}();";
        return row.IsGroup
            ? [$"static {returned} {WellKnown.Body}<TState>(in TState s, in {trigger} t)", $"    where TState : struct, {source} {rest}"]
            : [$"static {returned} {WellKnown.Body}(in {source} s, in {trigger} t) {rest}"];
    }
}
