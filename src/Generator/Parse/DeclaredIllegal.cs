using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>One declaration of illegal cells, whether it is sound or not.</summary>
/// <param name="State">A state, or an interface that stands for a group of them.</param>
/// <param name="Trigger">What must not happen.</param>
/// <param name="Place">Where it was declared.</param>
internal sealed record DeclaredIllegal(ITypeSymbol State, ITypeSymbol Trigger, SyntaxReference Place)
{
    public bool IsGroup => State.TypeKind == TypeKind.Interface;

    /// <summary>The declarations of a machine, in order.</summary>
    public static List<DeclaredIllegal> ReadAll(INamedTypeSymbol machine, SyntaxNode declaration) =>
        AttributeReader.Read(machine, declaration, WellKnown.Illegal)
            .ConvertAll(found => new DeclaredIllegal(found.Type.TypeArguments[0], found.Type.TypeArguments[1], found.Place));
}
