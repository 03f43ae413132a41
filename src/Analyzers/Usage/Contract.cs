using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Usage;

/// <summary>What a call says by attributes that it does to what it is given.</summary>
internal static class Contract
{
    private const string Consumes = "ConsumesAttribute";
    private const string Borrows = "BorrowsAttribute";

    /// <summary>Whether anything that a method is given may be used up by it.</summary>
    public static bool Consuming(IMethodSymbol method) => IsMarked(method, Consumes) || method.Parameters.Any(parameter => IsMarked(parameter, Consumes));

    /// <summary>Whether what a method returns says whether anything happened: whether a value is used up, or why not.</summary>
    public static bool Answers(IMethodSymbol method) =>
        method.ReturnType.SpecialType == SpecialType.System_Boolean
        && (Find(method, Consumes) is { } onThis ? Answer(onThis) is not null : method.Parameters.Any(parameter =>
            IsRejection(parameter) || (Find(parameter, Consumes) is { } marked && Answer(marked) is not null)));

    /// <summary>Whether a parameter only looks.</summary>
    public static bool IsBorrowed(IParameterSymbol? parameter) => parameter is not null && (parameter.RefKind != RefKind.None || IsMarked(parameter, Borrows));

    /// <summary>Whether a member, or a parameter, may also be shown a value that is used up.</summary>
    public static bool IsAlways(ISymbol? symbol) => symbol is not null
        && Find(symbol, Borrows)?.NamedArguments.Any(argument => argument is { Key: "Always", Value.Value: true }) == true;

    /// <summary>What an argument was if the call returns, as its parameter has it in <c>[DoesNotReturnIf]</c>: assertions do.</summary>
    public static bool? Asserts(IParameterSymbol? parameter)
    {
        if (parameter is not { Type.SpecialType: SpecialType.System_Boolean }) return null;
        var marked = parameter.OriginalDefinition.GetAttributes().FirstOrDefault(attribute =>
            attribute.AttributeClass is { Name: "DoesNotReturnIfAttribute", ContainingNamespace.Name: "CodeAnalysis" });
        return marked is not null && Answer(marked) is { } leaves ? !leaves : null;
    }

    /// <summary>What a call uses up: the values, and the answer that says so, if it is not any.</summary>
    public static IEnumerable<(IOperation Value, bool? When)> UsedUp(IInvocationOperation call)
    {
        if (call.Instance is { } instance && Find(call.TargetMethod, Consumes) is { } onThis) yield return (instance, Answer(onThis));
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && Find(parameter, Consumes) is { } marked) yield return (argument.Value, Answer(marked));
        }
    }

    private static bool IsRejection(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.Out, Type: INamedTypeSymbol type } && type.IsOurs("Rejection`1");

    private static bool? Answer(AttributeData attribute) => attribute.ConstructorArguments.Select(argument => argument.Value as bool?).FirstOrDefault();

    private static bool IsMarked(ISymbol symbol, string name) => Find(symbol, name) is not null;

    // Of a constructed generic method the attributes are those of its definition.
    private static AttributeData? Find(ISymbol symbol, string name) => symbol.OriginalDefinition.GetAttributes().FirstOrDefault(attribute =>
        attribute.AttributeClass?.IsOurs(name) == true);
}
