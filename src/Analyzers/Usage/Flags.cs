using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Replication.Analyzers.Usage;

/// <summary>Finds the local variables that say which way was taken, such as <c>success</c>.</summary>
internal static class Flags
{
    /// <summary>The variables that are <see langword="true"/> or <see langword="false"/>, and that nothing but an assignment changes.</summary>
    /// <param name="operations">What a method does.</param>
    public static ImmutableHashSet<ISymbol> Of(IReadOnlyList<IOperation> operations)
    {
        var uses = operations.OfType<ILocalReferenceOperation>().Where(use => use.Local is { Type.SpecialType: SpecialType.System_Boolean, IsRef: false }).ToList();
        return uses.Select(use => use.Local).ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default).Except(uses.Where(IsChangedOtherwise).Select(use => use.Local))
            .Except(operations.OfType<IDeclarationPatternOperation>().Select(pattern => pattern.DeclaredSymbol).OfType<ISymbol>());
    }

    private static bool IsChangedOtherwise(ILocalReferenceOperation use) => use.Syntax.Parent is RefExpressionSyntax || use.IsDeclaration || use.Parent switch
    {
        IArgumentOperation { Parameter: var parameter } => parameter is not { RefKind: RefKind.None },
        ICompoundAssignmentOperation { Target: var target } => target == use,
        ITupleOperation or IAddressOfOperation or IInvalidOperation => true,
        _ => false,
    };
}
