using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>A row of the table, whether it is sound or not.</summary>
/// <param name="Types">Source, trigger and next state, as far as there are any.</param>
/// <param name="IsOpen">Whether the types were named open, so that the compiler does not hold them to be structs.</param>
/// <param name="Place">Where it was declared.</param>
/// <param name="Row">What it says, or <see langword="null"/> where it names what is not a state or a trigger.</param>
internal sealed record DeclaredRow(IReadOnlyList<ITypeSymbol> Types, bool IsOpen, SyntaxReference Place, Row? Row);
