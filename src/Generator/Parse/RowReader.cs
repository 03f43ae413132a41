using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>Reads the rows of a machine from all its declarations.</summary>
internal static class RowReader
{
    /// <summary>The sound rows, in order.</summary>
    public static List<Row> Read(INamedTypeSymbol machine, SyntaxNode declaration, CancellationToken cancellation) =>
        [.. ReadAll(machine, declaration, cancellation).Select(declared => declared.Row).OfType<Row>()];

    /// <summary>
    /// All rows. Those of the declaration that says <c>[StateMachine]</c> come first, the others by file and place: the compiler's own order
    /// depends on how the files were listed, and the same program must give the same output.
    /// </summary>
    public static List<DeclaredRow> ReadAll(INamedTypeSymbol machine, SyntaxNode declaration, CancellationToken cancellation)
    {
        var placed = new List<(bool Elsewhere, string File, int Place, DeclaredRow Row)>();
        foreach (var attribute in machine.GetAttributes())
        {
            cancellation.ThrowIfCancellationRequested();
            if (attribute.AttributeClass is not { } type || !type.IsIn(WellKnown.Namespace) || type.MetadataName != WellKnown.On) continue;
            if (attribute.ApplicationSyntaxReference is not { } reference) continue;
            var elsewhere = reference.SyntaxTree != declaration.SyntaxTree || !declaration.Span.Contains(reference.Span);
            placed.Add((elsewhere, reference.SyntaxTree.FilePath, reference.Span.Start, new DeclaredRow(type, reference, Sound(type, When(attribute), reference))));
        }

        return [.. placed
            .OrderBy(p => p.Elsewhere)
            .ThenBy(p => p.File, StringComparer.Ordinal)
            .ThenBy(p => p.Place)
            .Select(p => p.Row)];
    }

    // A row that names what is not a state or a trigger is left out: the compiler, or the analyzer, speaks of it where it stands.
    private static Row? Sound(INamedTypeSymbol attribute, string? when, SyntaxReference place) =>
        attribute.TypeArguments[0] is INamedTypeSymbol source && (IsValue(source) || source.TypeKind == TypeKind.Interface)
        && attribute.TypeArguments[1] is INamedTypeSymbol trigger && IsValue(trigger)
        && attribute.TypeArguments[2] is INamedTypeSymbol next && IsValue(next)
            ? new Row(source, trigger, next, when, place)
            : null;

    private static string? When(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == WellKnown.When).Value.Value as string;

    public static bool IsValue(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, IsTupleType: false, IsRefLikeType: false }
        && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T;
}
