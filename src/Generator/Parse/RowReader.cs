using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>Reads the rows of a machine from all its declarations.</summary>
internal static class RowReader
{
    /// <summary>The sound rows, in order.</summary>
    public static List<Row> Read(INamedTypeSymbol machine, SyntaxNode declaration, CancellationToken cancellation) =>
        [.. ReadAll(machine, declaration, cancellation).Select(declared => declared.Row).OfType<Row>()];

    /// <summary>All rows, in order.</summary>
    public static List<DeclaredRow> ReadAll(INamedTypeSymbol machine, SyntaxNode declaration, CancellationToken cancellation)
    {
        var rows = new List<DeclaredRow>();
        foreach (var (attribute, types, isOpen, place) in AttributeReader.Read(machine, declaration, WellKnown.On))
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(new DeclaredRow(types, isOpen, place, Sound(types, When(attribute), place)));
        }

        return rows;
    }

    // A row that names what is not a state or a trigger is left out: the compiler, or the analyzer, speaks of it where it stands.
    private static Row? Sound(IReadOnlyList<ITypeSymbol> types, string? when, SyntaxReference place) =>
        types.Count == 3
        && types[0] is INamedTypeSymbol source && (IsValue(source) || source.TypeKind == TypeKind.Interface)
        && types[1] is INamedTypeSymbol trigger && IsValue(trigger)
        && types[2] is INamedTypeSymbol next && IsValue(next)
            ? new Row(source, trigger, next, when, place)
            : null;

    private static string? When(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == WellKnown.When).Value.Value as string;

    public static bool IsValue(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, IsTupleType: false, IsRefLikeType: false }
        && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
        && !OpenType.IsOpen((INamedTypeSymbol)type);
}
