using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.CodeFixes.Tables;

/// <summary>RPL0001: makes a machine and the types around it partial, where nothing else keeps it from being compiled.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NotPartialFix))]
public sealed class NotPartialFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.NotCompiled.Id);

    private protected override string Title => "Make the type partial";

    private protected override SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics) => page.Text.WithChanges(diagnostics
        .Select(page.At<TypeDeclarationSyntax>)
        .OfType<TypeDeclarationSyntax>()
        .Where(machine => page.Machine(machine)?.Obstacle == Obstacle.None)
        .SelectMany(machine => machine.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
        .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
        .Distinct()
        .OrderBy(type => type.Keyword.SpanStart)
        .Select(type => new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial ")));
}
