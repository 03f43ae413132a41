using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Replication.Analyzers.Usage;

/// <summary>What an operation calls.</summary>
internal static class Calls
{
    /// <summary>The method that a call, or the constructor that a creation, calls; <see langword="null"/> for any other operation.</summary>
    public static IMethodSymbol? Called(this IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IObjectCreationOperation made => made.Constructor,
        _ => null,
    };
}
