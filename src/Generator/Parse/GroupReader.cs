using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Reads the groups of a machine's states.</summary>
internal static class GroupReader
{
    /// <summary>
    /// The groups that rows name, in order of declaration, then those that only the machine declares, by name: they part the states all the same, and their own
    /// order would depend on how the files were listed.
    /// </summary>
    public static EquatableArray<GroupModel> Read(INamedTypeSymbol machine, Table table)
    {
        var declared = machine.GetTypeMembers().Where(type => type.TypeKind == TypeKind.Interface).OrderBy(type => type.Name, StringComparer.Ordinal);
        var names = new NamePool();
        return new EquatableArray<GroupModel>(table.Groups.Concat(declared).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).Select(group => new GroupModel(
            names.Take(group.Name, group.ContainingType?.Name + group.Name),
            new EquatableArray<int>(Enumerable.Range(0, table.States.Count).Where(state => Table.Implements(table.States[state], group))))));
    }
}
