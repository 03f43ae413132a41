using Microsoft.CodeAnalysis;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Sessions;

/// <summary>The log that a position is of: the value that says so, and its type.</summary>
/// <param name="Type">The type that is marked.</param>
/// <param name="Value">How the value is reached.</param>
internal sealed record OneLog(ITypeSymbol Type, Access Value)
{
    /// <summary>The log of a position that is read directly, or of a variable that was filled so; <see langword="null"/> for any other value.</summary>
    public static OneLog? Of(IOperation position) => Of(position, Access.Of(position));

    /// <summary>Whether both positions are of the same value.</summary>
    public bool IsSameAs(OneLog other) => Value.IsSameAs(other.Value);

    /// <summary>Whether values are in an order, so that they can be positions.</summary>
    public static bool IsOrdered(ITypeSymbol? type) => type switch
    {
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => true,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsOrdered(nullable.TypeArguments[0]),
        _ => type?.GetMembers(WellKnownMemberNames.LessThanOperatorName).IsEmpty == false,
    };

    private static OneLog? Of(IOperation position, Access access)
    {
        if (access.Calls || access.Root is not { } root) return null;

        // A variable is what it was filled with, as far as that is read directly too.
        if (root is ILocalSymbol local && SingleValue.Of(local, position) is { } held && Access.Of(held) is { Root: not null, Calls: false } before)
        {
            return Of(held, new Access(before.Root, [.. before.Members, .. access.Members], false));
        }

        // The outermost value that is of one log: what is within it is of the same.
        if (access.Members.Count > 0 && TypeOf(root) is { } type && IsMarked(type)) return new OneLog(type, new Access(root, [], false));
        for (var i = 0; i < access.Members.Count - 1; i++)
        {
            if (TypeOf(access.Members[i]) is { } member && IsMarked(member)) return new OneLog(member, new Access(root, [.. access.Members.Take(i + 1)], false));
        }

        return null;
    }

    private static bool IsMarked(ITypeSymbol type) => type.IsMarked(SessionContract.OfOneLog);

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        ITypeSymbol type => type,
        _ => null,
    };
}
