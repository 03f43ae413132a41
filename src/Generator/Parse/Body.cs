using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>One body as it was declared.</summary>
/// <param name="Method">The method.</param>
/// <param name="State">The state it is written for; <see langword="null"/> where it serves a group.</param>
/// <param name="Trigger">The trigger it is written for.</param>
/// <param name="Answer">What it returns.</param>
/// <param name="Targets">The next states it can return, in the order of its return type.</param>
internal sealed record Body(IMethodSymbol Method, ITypeSymbol? State, ITypeSymbol Trigger, BodyAnswer Answer, List<ITypeSymbol> Targets)
{
    public BodyModel ToModel() => new(
        Answer,
        State is null,
        new EquatableArray<string>(Method.Parameters.Select(p => p.RefKind == RefKind.In ? "in" : "")));
}
