using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Replication.Generator.Find;

/// <summary>A file in two parts: what every machine of the program may hang on, and what only the machine hangs on that stands there.</summary>
/// <remarks>
/// <para>
/// The surface is the whole syntax, trivia aside, without two things. The first is the attributes of classes: the parser reads those of the machine alone,
/// and what the compiler makes of an attribute hangs on no attribute of another class. The second is the bodies of members of classes and
/// interfaces: nothing outside of a body can see what is in it. In a struct they stay, because there a body can make a field (the keyword <c>field</c>, a
/// captured parameter of a primary constructor), and whether a struct has fields is what tells states with data from those without. So do initializers, in
/// which constants are, and statements outside of any type, whose names are known to the whole file.
/// </para>
/// <para>
/// Of trivia the surface has <c>#nullable</c>, wherever it stands, since it holds for what follows; and a comment at the head of a file that makes it
/// generated code, which has other rules for <c>null</c>. What other directives do shows in the syntax. The path is in it because the order of rows in
/// several files hangs on it, the options because the language does.
/// </para>
/// </remarks>
/// <param name="Surface">What every machine may hang on.</param>
/// <param name="Attributes">The attributes of each class, by its simple name and in order; those without attributes are there too.</param>
internal sealed record FileDigest(Digest Surface, IReadOnlyList<(string Class, Digest Attributes)> Attributes)
{
    public static FileDigest Of(SyntaxTree tree, SyntaxNode root, Numbers numbers)
    {
        var attributes = new List<(string, Digest)>();
        using var surface = new DigestWriter();
        surface.Write(tree.FilePath);
        surface.Write(numbers.Of(tree.Options));
        WriteHead(surface, root);
        foreach (var item in root.DescendantNodesAndTokensAndSelf(static node => !IsAttributeOfClass(node) && !IsHiddenBody(node)))
        {
            var node = item.AsNode();
            if (node is ClassDeclarationSyntax declared) attributes.Add((declared.Identifier.ValueText, AttributesOf(declared)));
            if (node is not null && IsAttributeOfClass(node)) WriteDirectives(surface, node);
            else if (node is not null && IsHiddenBody(node)) WriteHidden(surface, node);
            else Write(surface, item);
        }

        return new FileDigest(surface.ToDigest(), attributes);
    }

    private static Digest AttributesOf(ClassDeclarationSyntax declared)
    {
        if (declared.AttributeLists.Count == 0) return default;
        using var digest = new DigestWriter();
        foreach (var list in declared.AttributeLists)
        {
            foreach (var item in list.DescendantNodesAndTokensAndSelf()) Write(digest, item);
        }

        return digest.ToDigest();
    }

    // The number of its children says where a node ends, so that equal sequences are equal trees.
    private static void Write(DigestWriter digest, SyntaxNodeOrToken item)
    {
        digest.Write(item.RawKind);
        if (item.AsNode() is { } node)
        {
            digest.Write(node.ChildNodesAndTokens().Count - (node is ClassDeclarationSyntax declared ? declared.AttributeLists.Count : 0));
            return;
        }

        digest.Write(item.AsToken().Text);
        if (item.ContainsDirectives) WriteDirectives(digest, item.GetLeadingTrivia());
    }

    // That there is a body shows. One that is written in full has children.
    private static void WriteHidden(DigestWriter digest, SyntaxNode body)
    {
        digest.Write(body.RawKind);
        digest.Write(0);
        WriteDirectives(digest, body);
    }

    private static void WriteDirectives(DigestWriter digest, SyntaxNode node)
    {
        if (node.ContainsDirectives) WriteDirectives(digest, node.DescendantTrivia());
    }

    private static void WriteDirectives(DigestWriter digest, IEnumerable<SyntaxTrivia> trivia)
    {
        foreach (var directive in trivia)
        {
            if (!directive.IsKind(SyntaxKind.NullableDirectiveTrivia)) continue;
            digest.Write(directive.RawKind);
            digest.Write(directive.ToString());
        }
    }

    private static void WriteHead(DigestWriter digest, SyntaxNode root)
    {
        var head = root.GetLeadingTrivia().ToString();
        digest.Write(head.Contains("<auto") ? head : "");
    }

    private static bool IsAttributeOfClass(SyntaxNode node) => node is AttributeListSyntax { Parent: ClassDeclarationSyntax };

    private static bool IsHiddenBody(SyntaxNode node) =>
        node is BlockSyntax or ArrowExpressionClauseSyntax
        && node.Parent is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or AccessorDeclarationSyntax
        && node.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Kind()
            is SyntaxKind.ClassDeclaration or SyntaxKind.RecordDeclaration or SyntaxKind.InterfaceDeclaration;
}
