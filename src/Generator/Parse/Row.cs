using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>One row as it was declared.</summary>
/// <param name="Source">A state, or an interface that stands for a group of them.</param>
/// <param name="Trigger">What happens.</param>
/// <param name="Next">Where it leads.</param>
/// <param name="When">The name of its guard, or <see langword="null"/>.</param>
/// <param name="Place">Where it was declared.</param>
internal sealed record Row(INamedTypeSymbol Source, INamedTypeSymbol Trigger, INamedTypeSymbol Next, string? When, SyntaxReference Place)
{
    public bool IsGroup => Source.TypeKind == TypeKind.Interface;
}
