using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Replication.Generator.Parse;

/// <summary>What the language and the platform of the machine's project offer beyond the floor, which is C# 12 on .NET 8.</summary>
internal static class Platform
{
    // The compiler that is the floor has no name for it.
    private const LanguageVersion CSharp13 = (LanguageVersion)1300;

    /// <summary>Whether a type parameter may say that it takes ref structs too.</summary>
    public static bool TakesRefStructs(Compilation compilation, SyntaxNode node) =>
        node.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= CSharp13 }
        && compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.RuntimeFeature") is { } features
        && !features.GetMembers("ByRefLikeGenerics").IsEmpty;
}
