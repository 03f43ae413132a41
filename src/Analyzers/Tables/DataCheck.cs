using Microsoft.CodeAnalysis;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Checks that states and triggers hold what cannot change. A type from elsewhere whose nature is not plain to see is left alone.</summary>
internal static class DataCheck
{
    private static readonly HashSet<string> _collections = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.List<T>", "System.Collections.Generic.Dictionary<TKey, TValue>", "System.Collections.Generic.HashSet<T>",
        "System.Collections.Generic.Queue<T>", "System.Collections.Generic.Stack<T>", "System.Collections.Generic.LinkedList<T>",
        "System.Collections.Generic.SortedSet<T>", "System.Collections.Generic.SortedDictionary<TKey, TValue>", "System.Text.StringBuilder",
    };

    public static void Run(Table table, Action<Diagnostic> report)
    {
        foreach (var state in table.States) Check(state, "state", report);
        foreach (var trigger in table.Triggers) Check(trigger, "trigger", report);
    }

    private static void Check(INamedTypeSymbol type, string role, Action<Diagnostic> report)
    {
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
        {
            // Only what is written in this compilation: a field of a reference assembly says nothing about the real one.
            ISymbol member = field.AssociatedSymbol ?? field;
            if (member.Locations.FirstOrDefault(location => location.IsInSource) is not { } place) continue;
            if (Change(field) is not var (why, legal)) continue;
            report(Diagnostic.Create(TableRules.Mutable, place, member.Name, role, type.Name(), why, legal));
        }
    }

    private static (string Why, string Legal)? Change(IFieldSymbol field)
    {
        if (!field.IsReadOnly)
        {
            return field.AssociatedSymbol is IPropertySymbol
                ? ("it can be set after it was made", "Legal: get or init; a readonly record struct has nothing else")
                : ("it is not readonly", "Legal: a readonly field, or a readonly struct");
        }

        return field.Type switch
        {
            IArrayTypeSymbol => ("the elements of an array can be replaced", "Legal: ImmutableArray<T>, ReadOnlyMemory<T>, or a type of your own"),
            INamedTypeSymbol type when _collections.Contains(type.OriginalDefinition.ToDisplayString()) =>
                ($"'{type.Name()}' can be changed by whoever holds it", "Legal: an immutable collection"),
            INamedTypeSymbol { TypeKind: TypeKind.Class } type when Settable(type) is { } member =>
                ($"'{member.Name}' of '{type.Name()}' can be set", "Legal: a type that cannot change once it was made"),
            _ => null,
        };
    }

    // Plain to see only where the source is here and anybody who sees the object can change it.
    private static ISymbol? Settable(INamedTypeSymbol type) => type.Locations.Any(location => location.IsInSource)
        ? type.GetMembers().FirstOrDefault(member => member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal }
            and (IFieldSymbol { IsReadOnly: false, IsConst: false, AssociatedSymbol: null }
                or IPropertySymbol { SetMethod: { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } }))
        : null;
}
