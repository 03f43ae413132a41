using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Reads the triggers of a table and how callers will spell their data.</summary>
internal static class TriggerReader
{
    public static EquatableArray<TriggerModel> Read(Table table)
    {
        var names = new NamePool();
        var members = new NamePool("TriggerNumber");
        return new EquatableArray<TriggerModel>(table.Triggers.Select(type =>
        {
            var name = names.Take(type.Name, type.ContainingType?.Name + type.Name);
            var positional = Positional(type);
            return new TriggerModel(
                name,
                type.Qualified(),
                SymbolText.Identifier(members.Take(name, name + "Trigger")),
                positional is not null,
                Parameters(positional ?? []));
        }));
    }

    /// <summary>The types that appear in the signatures made of a trigger.</summary>
    public static IEnumerable<ITypeSymbol> Signature(INamedTypeSymbol trigger) => (Positional(trigger) ?? []).Select(parameter => parameter.Type);

    // Null where positional parameters do not say all there is in a trigger: then it is handed over whole.
    private static List<IParameterSymbol>? Positional(INamedTypeSymbol type)
    {
        if (type.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })) return null;
        var data = type.GetMembers().OfType<IFieldSymbol>().Count(field => !field.IsStatic);
        if (data == 0) return [];
        var primary = type.IsRecord ? type.InstanceConstructors.FirstOrDefault(constructor => IsPrimary(constructor, type)) : null;
        return primary is not null && primary.Parameters.Length == data ? [.. primary.Parameters] : null;
    }

    private static bool IsPrimary(IMethodSymbol constructor, INamedTypeSymbol type)
    {
        if (constructor.Parameters.IsEmpty) return false;
        if (!constructor.DeclaringSyntaxReferences.IsEmpty) return constructor.DeclaringSyntaxReferences[0].GetSyntax() is RecordDeclarationSyntax;

        // From metadata: what the compiler made of positional parameters is a property of the same name and type for each.
        return constructor.Parameters.All(parameter => type.GetMembers(parameter.Name).OfType<IPropertySymbol>()
            .Any(property => SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type)));
    }

    private static EquatableArray<ParameterModel> Parameters(List<IParameterSymbol> positional)
    {
        // What the generated methods call their own parameters.
        var names = new NamePool("at", "step", "next", "outcome", "why");
        return new EquatableArray<ParameterModel>(positional.Select(parameter =>
        {
            var camel = SymbolText.Camel(parameter.Name);
            return new ParameterModel(
                SymbolText.Identifier(names.Take(camel, camel + "Value")), parameter.Type.Qualified(), SymbolText.Identifier(parameter.Name));
        }));
    }
}
