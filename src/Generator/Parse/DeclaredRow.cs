using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>A row of the table, whether it is sound or not.</summary>
/// <param name="Attribute">The attribute's type: source, trigger and next state are its type arguments.</param>
/// <param name="Place">Where it was declared.</param>
/// <param name="Row">What it says, or <see langword="null"/> where it names what is not a state or a trigger.</param>
internal sealed record DeclaredRow(INamedTypeSymbol Attribute, SyntaxReference Place, Row? Row);
