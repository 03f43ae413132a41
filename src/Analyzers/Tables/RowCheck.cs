using Microsoft.CodeAnalysis;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Checks each row by itself: what it names, and that it stands once.</summary>
internal static class RowCheck
{
    public static void Run(MachineReading reading, Action<Diagnostic> report)
    {
        var seen = new List<Row>();
        foreach (var declared in reading.Rows)
        {
            if (declared.Row is not { } row)
            {
                Unsound(declared, report);
            }
            else if (seen.Exists(other => other.Source.Same(row.Source) && other.Trigger.Same(row.Trigger) && other.Next.Same(row.Next)
                && other.When == row.When))
            {
                report(Diagnostic.Create(TableRules.Duplicate, row.Place.Location(), row.Source.Name(), row.Trigger.Name(), row.Next.Name()));
            }
            else
            {
                seen.Add(row);
            }
        }
    }

    private static void Unsound(DeclaredRow declared, Action<Diagnostic> report)
    {
        var arguments = declared.Types;
        for (var i = 0; i < arguments.Count; i++)
        {
            // What does not exist, or breaks a constraint of the attribute, the compiler names where it stands.
            var type = arguments[i];
            if (type.TypeKind == TypeKind.Error || RowReader.IsValue(type)) continue;
            if (i == 0 ? type.TypeKind == TypeKind.Interface : !type.IsValueType && !declared.IsOpen) continue;
            var (role, legal) = i switch
            {
                0 => ("the source of a row", "Legal: a struct, or an interface that states implement"),
                1 => ("a trigger", "Legal: a struct"),
                _ => ("the next state of a row", "Legal: a struct"),
            };
            report(Diagnostic.Create(TableRules.NotAState, declared.Place.Location(), type.Name(), role, Kind(type), legal));
        }
    }

    private static string Kind(ITypeSymbol type) => type switch
    {
        { IsTupleType: true } => "a tuple",
        INamedTypeSymbol { IsUnboundGenericType: true } => "open, and has other type parameters than the machine",
        { TypeKind: TypeKind.Class } => "a class",
        { TypeKind: TypeKind.Interface } => "an interface",
        { TypeKind: TypeKind.Enum } => "an enum",
        { TypeKind: TypeKind.Delegate } => "a delegate",
        { TypeKind: TypeKind.Array } => "an array",
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "a nullable value",
        { IsRefLikeType: true } => "a ref struct",
        _ => "not a struct",
    };
}
