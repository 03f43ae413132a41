using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>One declaration of illegal cells, whether it is sound or not.</summary>
/// <param name="State">A state, or an interface that stands for a group of them.</param>
/// <param name="Trigger">What must not happen.</param>
/// <param name="IsOpen">Whether the types were named open, so that the compiler does not hold the trigger to be a struct.</param>
/// <param name="Place">Where it was declared.</param>
internal sealed record DeclaredIllegal(ITypeSymbol State, ITypeSymbol Trigger, bool IsOpen, SyntaxReference Place)
{
    public bool IsGroup => State.TypeKind == TypeKind.Interface;

    /// <summary>The declarations of a machine, in order. What names a type that the compiler does not know is left to it.</summary>
    public static List<DeclaredIllegal> ReadAll(INamedTypeSymbol machine, SyntaxNode declaration) =>
        AttributeReader.Read(machine, declaration, WellKnown.Illegal)
            .FindAll(found => found.Types.Count == 2)
            .ConvertAll(found => new DeclaredIllegal(found.Types[0], found.Types[1], found.IsOpen, found.Place));
}
