using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Usage;

/// <summary>What a call says by attributes that it does to what it is given.</summary>
internal static class Contract
{
    private const string Consumes = "ConsumesAttribute";
    private const string Borrows = "BorrowsAttribute";
    private const string MustUse = "MustUseAttribute";
    private const string MustComplete = "MustCompleteAttribute";

    /// <summary>Whether anything that a method is given may be used up by it.</summary>
    public static bool Consuming(IMethodSymbol method) => method.IsMarked(Consumes) || method.Parameters.Any(parameter => parameter.IsMarked(Consumes));

    /// <summary>Whether anything that a method is given may be used up by it, or what it hands out has to be seen through.</summary>
    public static bool Concerns(IMethodSymbol method) =>
        Consuming(method) || HandsOut(method) || method.Parameters.Any(parameter => parameter.RefKind == RefKind.Out && (HandsOut(parameter) || parameter.Type.IsAt()));

    /// <summary>Whether what a method returns says whether anything happened: whether a value is used up, or why not.</summary>
    public static bool Answers(IMethodSymbol method) =>
        method.ReturnType.SpecialType == SpecialType.System_Boolean
        && (method.Mark(Consumes) is { } onThis ? Answer(onThis) is not null : method.Parameters.Any(parameter =>
            IsRejection(parameter) || (parameter.Mark(Consumes) is { } marked && Answer(marked) is not null)));

    /// <summary>Whether what a method returns has to be seen through by whoever called it.</summary>
    public static bool HandsOut(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        if (definition.MethodKind == MethodKind.Constructor) return IsOwed(definition.ContainingType);
        var returned = definition.GetReturnTypeAttributes();
        return returned.Mark(MustComplete) is not null || (returned.Mark(Borrows) is null && IsOwed(definition.ReturnType.Awaited()));
    }

    /// <summary>Whether what a method returns must not be dropped.</summary>
    public static bool MustBeUsed(IMethodSymbol method)
    {
        var returned = method.OriginalDefinition.GetReturnTypeAttributes();
        return HandsOut(method)
            || returned.Mark(MustUse) is not null
            || (returned.Mark(Borrows) is null && method.ReturnType.Awaited() is INamedTypeSymbol type && type.IsMarked(MustUse));
    }

    /// <summary>Whether what a parameter hands out must not be dropped without saying so.</summary>
    public static bool MustBeUsed(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.Out && (parameter.IsMarked(MustUse) || parameter.IsMarked(MustComplete));

    /// <summary>Whether what a parameter hands out has to be seen through.</summary>
    public static bool HandsOut(IParameterSymbol? parameter) => parameter is { RefKind: RefKind.Out }
        && (parameter.IsMarked(MustComplete) || (!parameter.IsMarked(Borrows) && IsOwed(parameter.OriginalDefinition.Type)));

    /// <summary>Whether what a property of a union hands out has to be seen through.</summary>
    public static bool HandsOut(ISymbol member) => member is IPropertySymbol && member.IsMarked(MustComplete);

    /// <summary>Whether every value of a type has to be seen through.</summary>
    public static bool IsOwed(ITypeSymbol type)
    {
        for (var known = type as INamedTypeSymbol; known is not null; known = known.BaseType)
        {
            // On a machine it is said of its states.
            if (known.IsMarked(MustComplete)) return !AttributeReader.StateMachines(known).Any();
        }

        return type is INamedTypeSymbol && type.AllInterfaces.Any(one => one.IsMarked(MustComplete));
    }

    /// <summary>The calls that see a value of a type through, as a message names them.</summary>
    public static string Endings(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol at && at.IsAt()) return "Lead it to a state where the machine may be left";
        var names = type.GetMembers().OfType<IMethodSymbol>().Where(method => method.IsMarked(Consumes) || IsDisposal(method)).Select(method => $"'{method.Name}'").Distinct();
        var calls = string.Join(" or ", names);
        return calls.Length == 0 ? "Hand it to what takes it" : type.IsDisposable() ? $"Declare it with 'using', call {calls}" : $"Call {calls}";
    }

    /// <summary>Whether a method disposes of what it is called on.</summary>
    public static bool IsDisposal(IMethodSymbol method) => method is { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true, IsStatic: false };

    /// <summary>Whether a parameter only looks.</summary>
    public static bool IsBorrowed(IParameterSymbol? parameter) => parameter is not null && (parameter.RefKind != RefKind.None || parameter.IsMarked(Borrows));

    /// <summary>Whether a member, or a parameter, may also be shown a value that is used up.</summary>
    public static bool IsAlways(ISymbol? symbol) => symbol is not null
        && symbol.Mark(Borrows)?.NamedArguments.Any(argument => argument is { Key: "Always", Value.Value: true }) == true;

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
        if (call.Instance is { } instance && call.TargetMethod.Mark(Consumes) is { } onThis) yield return (instance, Answer(onThis));
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && parameter.Mark(Consumes) is { } marked) yield return (argument.Value, Answer(marked));
        }
    }

    /// <summary>What a call only configures how to await, or <see langword="null"/> where it does something else.</summary>
    public static IOperation? Configured(IInvocationOperation call) => call is { TargetMethod.Name: "ConfigureAwait", Instance: { } awaited } ? awaited : null;

    /// <summary>Whether a type is the capability to act on a machine.</summary>
    public static bool IsAt(this ITypeSymbol? type) => type is INamedTypeSymbol named && named.IsOurs("At`1");

    /// <summary>Whether a variable of a type can be declared with <see langword="using"/>.</summary>
    public static bool IsDisposable(this ITypeSymbol type) =>
        type.AllInterfaces.Any(one => one.SpecialType == SpecialType.System_IDisposable) || (type.IsRefLikeType && type.GetMembers("Dispose").OfType<IMethodSymbol>().Any(IsDisposal));

    // What one has after an await; any other type is itself.
    private static ITypeSymbol Awaited(this ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } results } && type.ContainingNamespace.Name == "Tasks" ? results[0] : type;

    private static bool IsRejection(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.Out, Type: INamedTypeSymbol type } && type.IsOurs("Rejection`1");

    private static bool? Answer(AttributeData attribute) => attribute.ConstructorArguments.Select(argument => argument.Value as bool?).FirstOrDefault();
}
