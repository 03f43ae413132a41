using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Reads the version of a machine's data, and whether it says how to bring an earlier one up.</summary>
internal static class MigrationReader
{
    public static int Version(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == WellKnown.Version).Value.Value as int? ?? 0;

    public static MovableModel? ToModel(INamedTypeSymbol machine, int version) => version == 0 ? null
        : new MovableModel(version, machine.GetMembers(WellKnown.Migrate).OfType<IMethodSymbol>().Any(IsMigration));

    private static bool IsMigration(IMethodSymbol method) =>
        method is { IsStatic: true, IsGenericMethod: false, Parameters.Length: 1 }
        && method.Parameters[0].RefKind == RefKind.None
        && IsSnapshot(method.Parameters[0].Type)
        && IsSnapshot(method.ReturnType);

    private static bool IsSnapshot(ITypeSymbol type) => type is INamedTypeSymbol { Name: WellKnown.Snapshot } named && named.IsIn(WellKnown.Namespace);
}
