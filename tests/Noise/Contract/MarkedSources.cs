using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Replication.Noise.Contract;

/// <summary>Puts the contract on the declarations of a compilation: every line stays where it was.</summary>
internal static class MarkedSources
{
    /// <summary>The compilation with the contract on it.</summary>
    /// <param name="compilation">Sources that know nothing of the contract.</param>
    /// <param name="isHard">Whether everything is marked that can be: what is reported then says little, but nothing may crash, or take long.</param>
    /// <param name="marks">How many attributes were put.</param>
    public static CSharpCompilation Of(CSharpCompilation compilation, bool isHard, out int marks)
    {
        var marked = compilation;
        marks = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var changes = Changes(compilation.GetSemanticModel(tree), tree, isHard);
            if (changes.Count == 0) continue;
            marks += changes.Count;
            marked = marked.ReplaceSyntaxTree(tree, tree.WithChangedText(tree.GetText().WithChanges(changes)));
        }

        return marked;
    }

    private static List<TextChange> Changes(SemanticModel model, SyntaxTree tree, bool isHard)
    {
        List<TextChange> changes = [];
        foreach (var node in tree.GetRoot().DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax)))
        {
            if (node is TypeDeclarationSyntax type && model.GetDeclaredSymbol(type) is { } declared) Put(type, OnType(declared, type, isHard));
            if (node is MethodDeclarationSyntax method && model.GetDeclaredSymbol(method) is { } member && IsFirst(member, method))
            {
                Put(method, OnMethod(member, isHard));
                foreach (var parameter in method.ParameterList.Parameters.Zip(member.Parameters)) Put(parameter.First, OnParameter(parameter.Second, method, isHard));
            }
        }

        return changes;

        void Put(SyntaxNode node, string text)
        {
            if (text.Length > 0) changes.Add(new TextChange(new TextSpan(node.SpanStart, 0), text));
        }
    }

    private static string OnType(INamedTypeSymbol type, TypeDeclarationSyntax syntax, bool isHard)
    {
        AttributeTargets? target = type.TypeKind switch
        {
            TypeKind.Class => AttributeTargets.Class,
            TypeKind.Struct => AttributeTargets.Struct,
            TypeKind.Interface => AttributeTargets.Interface,
            _ => null,
        };
        if (target is not { } kind || !IsFirst(type, syntax)) return "";
        var text = IsDisposable(type) ? Marks.Text(Marks.MustComplete, kind) : "";
        if (isHard && Properties(type).Any(property => Words.IsPosition(property.Name))) text += Marks.Text(Marks.OfOneLog, kind);
        if (isHard && Properties(type).Count(property => property is { Type.IsReferenceType: true, DeclaredAccessibility: Accessibility.Public }) > 1) text += Marks.Text(Marks.OneOf, kind);
        return text;
    }

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type) => type.GetMembers().OfType<IPropertySymbol>().Where(property => !property.IsStatic && !property.IsIndexer);

    private static string OnMethod(IMethodSymbol method, bool isHard)
    {
        var type = method.ContainingType;
        var text = "";
        if (!method.IsStatic)
        {
            if (method.Parameters.IsEmpty && Words.Ends(method.Name) && IsDisposable(type)) text += Marks.Text(Marks.Consumes, AttributeTargets.Method);
            else if (IsAnswer(method) && (Words.TriesToEnd(method.Name) || (isHard && method.Name.StartsWith("Try", StringComparison.Ordinal)))) text += Marks.Text(Marks.Consumes, AttributeTargets.Method, "(true)");
            else if (IsItself(method) && !Words.Copies(method.Name) && (isHard || Words.Builds(type.Name))) text += Marks.Text(Marks.Consumes, AttributeTargets.Method);
            if (isHard && method.Name is "Close" or "Stop" or "Reset" or "Shutdown") text += Marks.Text(Marks.EndsSession, AttributeTargets.Method);
        }

        if (Words.HandsOut(method.Name) && method.ReturnType is { IsReferenceType: true, Name: not ("Task" or "ValueTask") }) text += Marks.Text(Marks.MustComplete, AttributeTargets.ReturnValue);
        else if (IsItself(method) && IsDisposable(type) && !Words.Copies(method.Name)) text += Marks.Text(Marks.Borrows, AttributeTargets.ReturnValue);
        else if ((IsItself(method) && NeverChanges(type)) || (isHard && !method.ReturnsVoid && !method.IsAsync)) text += Marks.Text(Marks.MustUse, AttributeTargets.ReturnValue);
        return text;
    }

    private static string OnParameter(IParameterSymbol parameter, MethodDeclarationSyntax method, bool isHard)
    {
        if (parameter.RefKind != RefKind.None) return "";
        if (parameter.Ordinal == 0 && Words.TakesBack(((IMethodSymbol)parameter.ContainingSymbol).Name) && parameter.Type is { SpecialType: SpecialType.None, TypeKind: not TypeKind.Enum })
        {
            return Marks.Text(Marks.Consumes, AttributeTargets.Parameter);
        }

        if (parameter.Type.TypeKind is TypeKind.Class or TypeKind.Interface && IsDisposable(parameter.Type) && OnlyLooks(parameter.Name, method)) return Marks.Text(Marks.Borrows, AttributeTargets.Parameter);
        if (Words.IsMoment(parameter.Name) && parameter.Type.SpecialType == SpecialType.System_Int64) return Marks.Text(Marks.MonotonicTime, AttributeTargets.Parameter);
        return isHard && parameter.Name.EndsWith("id", StringComparison.OrdinalIgnoreCase) ? Marks.Text(Marks.RequiresSessionId, AttributeTargets.Parameter) : "";
    }

    // A body that does nothing with a parameter but ask its members, in no function of its own, gives the caller its value back.
    private static bool OnlyLooks(string parameter, MethodDeclarationSyntax method)
    {
        SyntaxNode? body = method.Body is { } block ? block : method.ExpressionBody;
        return body is not null
            && !body.DescendantNodes().Any(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            && body.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == parameter).All(name => name.Parent switch
            {
                MemberAccessExpressionSyntax access => access.Expression == name && !Words.Ends(access.Name.Identifier.ValueText),
                ElementAccessExpressionSyntax access => access.Expression == name,
                ConditionalAccessExpressionSyntax access => access.Expression == name && access.WhenNotNull is not InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax },
                _ => false,
            });
    }

    private static bool IsItself(IMethodSymbol method) =>
        method is { IsStatic: false, ReturnsVoid: false, ContainingType.TypeKind: TypeKind.Class or TypeKind.Struct }
        && SymbolEqualityComparer.Default.Equals(method.ReturnType, method.ContainingType);

    // A method that hands out its own type makes a new value where values do not change; where they do it is mostly for chaining.
    private static bool NeverChanges(INamedTypeSymbol type) => type.IsRecord || (type.IsValueType && type.IsReadOnly);

    private static bool IsAnswer(IMethodSymbol method) => method.ReturnType.SpecialType == SpecialType.System_Boolean;

    private static bool IsDisposable(ITypeSymbol type) =>
        type is { SpecialType: SpecialType.None } && !Words.IsLeftOpen(type.MetadataName) && type.AllInterfaces.Any(one => one is { Name: "IDisposable" or "IAsyncDisposable", ContainingNamespace.Name: "System" });

    // An attribute stands once, on one of the parts.
    private static bool IsFirst(ISymbol symbol, SyntaxNode syntax) =>
        symbol.DeclaringSyntaxReferences is [var first, ..] && first.SyntaxTree == syntax.SyntaxTree && first.Span == syntax.Span;
}
