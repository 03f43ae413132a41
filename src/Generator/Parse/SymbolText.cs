using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Replication.Generator.Parse;

/// <summary>Turns symbols into the text that stands for them in generated code.</summary>
internal static class SymbolText
{
    private static readonly SymbolDisplayFormat _qualified = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat _namespace = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(
        SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>The type with <c>global::</c>, keywords escaped.</summary>
    public static string Qualified(this ITypeSymbol type) => type.ToDisplayString(_qualified);

    /// <summary>The namespace without <c>global::</c>, keywords escaped; empty for the global one.</summary>
    public static string Qualified(this INamespaceSymbol space) => space.IsGlobalNamespace ? "" : space.ToDisplayString(_namespace);

    /// <summary>A member's or parameter's name as C# writes it.</summary>
    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A type's name as C# writes it: contextual keywords such as <c>record</c> cannot name a type unescaped.</summary>
    public static string TypeIdentifier(string name) =>
        SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : Identifier(name);

    /// <summary>A name with its first letter in lower case, not escaped.</summary>
    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>Whether a type is the runtime's, by its name as metadata has it; one within another type is not.</summary>
    public static bool IsOurs(this INamedTypeSymbol type, string name) =>
        type.ContainingType is null && type.MetadataName == name && type.IsIn(WellKnown.Namespace);

    /// <summary>Whether the type stands in a namespace of one word. Asked of every attribute and every body, so no text is made for it.</summary>
    public static bool IsIn(this INamedTypeSymbol type, string @namespace) =>
        type.ContainingNamespace is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: true } space && space.Name == @namespace;
}
