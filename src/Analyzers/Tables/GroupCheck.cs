using Microsoft.CodeAnalysis;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Checks that rows that name a group, and declarations that name a state, name one of this machine.</summary>
internal static class GroupCheck
{
    public static void Run(MachineReading reading, Table table, Action<Diagnostic> report)
    {
        foreach (var row in reading.Rows.Select(declared => declared.Row).OfType<Row>())
        {
            if (!row.IsGroup || table.States.Exists(state => Table.Implements(state, row.Source))) continue;
            report(Diagnostic.Create(
                TableRules.EmptyGroup, row.Place.Location(), reading.Machine.Name(), row.Source.Name(), Text.List(table.States)));
        }

        if (!reading.IsWhole) return;
        foreach (var attribute in reading.Machine.GetAttributes())
        {
            if (attribute is not { AttributeClass: { } type, ApplicationSyntaxReference: { } place } || !type.IsIn(WellKnown.Namespace)) continue;
            if (Role(type) is not { } role || type.TypeArguments[0] is not { IsValueType: true } state || table.StateOf(state) >= 0) continue;
            report(Diagnostic.Create(
                TableRules.NotAState, place.Location(), state.Name(), role, $"not a state of '{reading.Machine.Name()}'",
                $"States: {Text.List(table.States)}"));
        }
    }

    private static string? Role(INamedTypeSymbol attribute) => attribute.MetadataName switch
    {
        WellKnown.Terminal => "a terminal state",
        WellKnown.Resting => "a resting state",
        _ => null,
    };
}
