using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Usage;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Sessions;

/// <summary>What attributes say that a session ID, or a moment, has to be.</summary>
internal static class SessionContract
{
    public const string RequiresSessionId = "RequiresSessionIdAttribute";
    public const string MonotonicTime = "MonotonicTimeAttribute";
    public const string OfOneLog = "OfOneLogAttribute";
    private const string CurrentSession = "CurrentSessionAttribute";
    private const string EndsSession = "EndsSessionAttribute";

    /// <summary>The name of an attribute as a compilation finds it.</summary>
    public static string Metadata(string attribute) => $"{WellKnown.Namespace}.{attribute}";

    /// <summary>Whether any parameter of a method has an attribute.</summary>
    public static bool AnyMarked(IMethodSymbol method, string attribute) => method.Parameters.Any(parameter => parameter.IsMarked(attribute));

    /// <summary>The arguments of a call, or of a creation, for parameters that have an attribute.</summary>
    public static IEnumerable<IArgumentOperation> Marked(IOperation call, string attribute) =>
        Arguments(call).Where(argument => argument.Parameter is { } parameter && parameter.IsMarked(attribute));

    /// <summary>Whether the call with this argument ends the session that is presented.</summary>
    public static bool Ends(IArgumentOperation argument) => argument.Parameter is { } parameter && Ends(parameter);

    /// <summary>Whether a call of the method may end a session.</summary>
    public static bool MayEnd(IMethodSymbol method) => EndsAny(method) || method.Parameters.Any(Ends);

    /// <summary>Whether a call ends whatever session stands on what it is called on.</summary>
    public static bool EndsAny(IMethodSymbol method) => method.IsMarked(EndsSession);

    /// <summary>Whether what a member answers is what stands at that moment: it says so, or the type that it is of does.</summary>
    public static bool IsCurrent(ISymbol member) => member.IsMarked(CurrentSession) || (member.ContainingType is { } type && type.IsMarked(CurrentSession));

    /// <summary>What messages call it.</summary>
    public static string Name(IOperation call) => call.Called() switch
    {
        { MethodKind: MethodKind.Constructor or MethodKind.DelegateInvoke, ContainingType: var type } => type.Name,
        { } method => method.Name,
        _ => "",
    };

    private static bool Ends(IParameterSymbol parameter) =>
        parameter.Mark(RequiresSessionId)?.NamedArguments.Any(named => named is { Key: "Ends", Value.Value: true }) == true;

    private static ImmutableArray<IArgumentOperation> Arguments(IOperation call) => call switch
    {
        IInvocationOperation invocation => invocation.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => ImmutableArray<IArgumentOperation>.Empty,
    };
}
