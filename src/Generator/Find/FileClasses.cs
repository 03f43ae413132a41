using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Replication.Generator.Find;

/// <summary>The classes of a file that have attributes, and the other names that the file gives to types: all of it seen without binding.</summary>
/// <param name="Classes">The classes with attributes, in order.</param>
/// <param name="Aliases">The aliases that hold in this file, or in a part of it.</param>
/// <param name="GlobalAliases">The aliases that hold in all files.</param>
internal sealed record FileClasses(IReadOnlyList<AttributedClass> Classes, IReadOnlyCollection<string> Aliases, IReadOnlyCollection<string> GlobalAliases)
{
    private const string Suffix = "Attribute";
    private const string StateMachine = "StateMachine";

    public static FileClasses Of(SyntaxNode root)
    {
        var classes = new List<AttributedClass>();
        var aliases = new HashSet<string>(StringComparer.Ordinal);
        var globalAliases = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            if (node is UsingDirectiveSyntax { Alias: { } alias } directive)
            {
                (directive.GlobalKeyword.RawKind == 0 ? aliases : globalAliases).Add(alias.Name.Identifier.ValueText);
            }
            else if (node is ClassDeclarationSyntax { AttributeLists.Count: > 0 } declared)
            {
                classes.Add(new AttributedClass(declared.Identifier.ValueText, declared.Span, Names(declared)));
            }
        }

        return new FileClasses(classes, aliases, globalAliases);
    }

    /// <summary>The classes that may say <c>[StateMachine]</c>. Whoever uses an alias may: what it stands for is only known once it is bound.</summary>
    /// <param name="globalAliases">The aliases that hold in all files.</param>
    public IEnumerable<AttributedClass> Candidates(ICollection<string> globalAliases) =>
        Classes.Where(declared => declared.AttributeNames.Any(name =>
            name is StateMachine or StateMachine + Suffix || IsAlias(name, globalAliases) || IsAlias(name + Suffix, globalAliases)));

    private bool IsAlias(string name, ICollection<string> globalAliases) => Aliases.Contains(name) || globalAliases.Contains(name);

    private static HashSet<string> Names(ClassDeclarationSyntax declared) =>
        new(declared.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => Name(attribute.Name)), StringComparer.Ordinal);

    private static string Name(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}

/// <summary>One declaration of a class that has attributes.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Span">Where it stands in its file.</param>
/// <param name="AttributeNames">The names of its attributes as they are written, without what qualifies them.</param>
internal sealed record AttributedClass(string Name, TextSpan Span, IReadOnlyCollection<string> AttributeNames);
