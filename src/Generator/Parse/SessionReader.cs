using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Finds what identifies the session of a machine.</summary>
internal static class SessionReader
{
    /// <summary>The name that the declaration gives, or <see langword="null"/>.</summary>
    public static string? Name(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == WellKnown.SessionId).Value.Value as string;

    /// <summary>The property or field of the context with that name, or <see langword="null"/>.</summary>
    public static ISymbol? Find(AttributeData attribute, ITypeSymbol? context) => Name(attribute) is not { } name ? null
        : context?.GetMembers(name).FirstOrDefault(member => member is IPropertySymbol { IsStatic: false, GetMethod: not null } or IFieldSymbol { IsStatic: false });

    public static ITypeSymbol TypeOf(ISymbol session) => session is IPropertySymbol property ? property.Type : ((IFieldSymbol)session).Type;

    public static SessionModel? ToModel(ISymbol? session) => session is null ? null
        : new SessionModel(SymbolText.Identifier(session.Name), TypeOf(session).Qualified(), TypeOf(session).IsUnmanagedType);
}
