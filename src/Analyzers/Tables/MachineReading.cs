using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>A machine as the generator's parser reads it, with what the parser leaves out.</summary>
/// <param name="Machine">The class.</param>
/// <param name="Place">The <c>[StateMachine]</c> attribute.</param>
/// <param name="Declaration">What it declares, or <see langword="null"/> where it cannot be compiled.</param>
/// <param name="Obstacle">What keeps it from being compiled.</param>
/// <param name="Culprit">The type that the obstacle is about.</param>
/// <param name="Rows">All rows, sound or not.</param>
internal sealed record MachineReading(
    INamedTypeSymbol Machine, SyntaxReference Place, Declaration? Declaration, Obstacle Obstacle, ITypeSymbol? Culprit, List<DeclaredRow> Rows)
{
    /// <summary>Whether the table holds all its rows; where one was left out, what is said of the whole would be said of another table.</summary>
    public bool IsWhole => Rows.TrueForAll(row => row.Row is not null);

    /// <summary>Reads a type; <see langword="null"/> where it is no state machine.</summary>
    public static MachineReading? Of(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class) return null;
        var attribute = type.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } name
            && "Replication." + name.MetadataName == WellKnown.StateMachine && name.IsIn(WellKnown.Namespace));
        if (attribute?.ApplicationSyntaxReference is not { } place) return null;
        if (place.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } node) return null;
        var (declaration, obstacle, culprit) = DeclarationReader.Read(type, attribute, node, cancellation);
        return new MachineReading(type, place, declaration, obstacle, culprit, RowReader.ReadAll(type, node, cancellation));
    }
}
