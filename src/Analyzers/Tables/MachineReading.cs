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
/// <param name="Illegal">All declarations of illegal cells, sound or not.</param>
/// <param name="IsExhaustive">Whether every cell has to be declared.</param>
internal sealed record MachineReading(
    INamedTypeSymbol Machine,
    SyntaxReference Place,
    Declaration? Declaration,
    Obstacle Obstacle,
    ITypeSymbol? Culprit,
    List<DeclaredRow> Rows,
    List<DeclaredIllegal> Illegal,
    bool IsExhaustive)
{
    /// <summary>Whether the table holds all its rows; where one was left out, what is said of the whole would be said of another table.</summary>
    public bool IsWhole => Rows.TrueForAll(row => row.Row is not null);

    /// <summary>Reads a type; <see langword="null"/> where it is no state machine.</summary>
    public static MachineReading? Of(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (AttributeOf(type) is not { ApplicationSyntaxReference: { } place } attribute) return null;
        if (place.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } node) return null;
        var (declaration, obstacle, culprit) = DeclarationReader.Read(type, attribute, node, cancellation);
        return new MachineReading(
            type,
            place,
            declaration,
            obstacle,
            culprit,
            RowReader.ReadAll(type, node, cancellation),
            DeclaredIllegal.ReadAll(type, node),
            attribute.NamedArguments.Any(argument => argument is { Key: "Exhaustive", Value.Value: true }));
    }

    /// <summary>The attribute that makes a type a machine, or <see langword="null"/>; also of a type from another assembly.</summary>
    public static AttributeData? AttributeOf(INamedTypeSymbol type) =>
        type.TypeKind != TypeKind.Class ? null : AttributeReader.StateMachines(type).FirstOrDefault();

    /// <summary>The first row that names a state, one that starts from it before one that leads to it; the initial state may stand in no row.</summary>
    public Location PlaceOf(ITypeSymbol state)
    {
        var rows = Rows.Select(declared => declared.Row).OfType<Row>().ToList();
        var row = rows.Find(row => row.Source.Same(state))
            ?? rows.Find(row => row.IsGroup && Table.Implements(state, row.Source))
            ?? rows.Find(row => row.Next.Same(state));
        return (row?.Place ?? Place).Location();
    }
}
