using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.CodeFixes.Editing;

/// <summary>A document as a fix sees it.</summary>
/// <param name="Model">What its names mean.</param>
/// <param name="Root">Its syntax.</param>
/// <param name="Text">Its text.</param>
/// <param name="Cancellation">Cancels the fix.</param>
internal sealed record Page(SemanticModel Model, SyntaxNode Root, SourceText Text, CancellationToken Cancellation)
{
    /// <summary>The line break that the document uses.</summary>
    public string Break => Text.Lines[0] is var first && first.EndIncludingLineBreak - first.End == 2 ? "\r\n" : "\n";

    /// <summary>The node that a report stands at.</summary>
    public TNode? At<TNode>(Diagnostic diagnostic)
        where TNode : SyntaxNode => Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TNode>();

    /// <summary>The machine that a report stands in, read as the rules read it.</summary>
    public MachineReading? Machine(TypeDeclarationSyntax declaration) =>
        Model.GetDeclaredSymbol(declaration, Cancellation) is INamedTypeSymbol machine ? MachineReading.Of(machine, Cancellation) : null;

    /// <summary>The white space that the line of a place begins with.</summary>
    public string Indentation(int place)
    {
        var line = Text.Lines.GetLineFromPosition(place).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>Whether nothing but white space stands before a place in its line.</summary>
    public bool BeginsLine(int place) => string.IsNullOrWhiteSpace(Text.ToString(TextSpan.FromBounds(Text.Lines.GetLineFromPosition(place).Start, place)));

    /// <summary>Whether nothing but white space and a comment stands after a place in its line.</summary>
    public bool EndsLine(int place)
    {
        var rest = Text.ToString(TextSpan.FromBounds(place, Text.Lines.GetLineFromPosition(place).End)).TrimStart();
        return rest.Length == 0 || rest.StartsWith("//", StringComparison.Ordinal);
    }

    /// <summary>A type as it is spelled at a place.</summary>
    public string Spelled(ITypeSymbol type, int place) => type.ToMinimalDisplayString(Model, place);
}
