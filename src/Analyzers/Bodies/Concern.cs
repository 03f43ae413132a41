using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Sessions;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Bodies;

/// <summary>What a body has to be followed for.</summary>
[Flags]
internal enum Concern
{
    None = 0,

    /// <summary>It uses values up, or is handed some that have to be seen through.</summary>
    Values = 1,

    /// <summary>It ends sessions.</summary>
    Sessions = 2,
}

/// <summary>Tells what matters in a program. It calls few methods, and calls them often: each is asked once.</summary>
internal sealed class Concerns
{
    private readonly ConcurrentDictionary<IMethodSymbol, Concern> _known = new(SymbolEqualityComparer.Default);

    /// <summary>What a body is concerned with; all but a few, with nothing. It costs one look at each operation.</summary>
    public Concern Of(IOperation body)
    {
        var found = Concern.None;
        foreach (var operation in body.DescendantsAndSelf())
        {
            found |= operation.Kind switch
            {
                OperationKind.Invocation => Of(((IInvocationOperation)operation).TargetMethod),
                OperationKind.ObjectCreation when ((IObjectCreationOperation)operation).Constructor is { } constructor => Of(constructor) & Concern.Values,
                OperationKind.DefaultValue when operation.Type.IsAt() => Concern.Values,
                _ => Concern.None,
            };
            if (found == (Concern.Values | Concern.Sessions)) break;
        }

        return found;
    }

    private Concern Of(IMethodSymbol method) => _known.GetOrAdd(method.OriginalDefinition, static one =>
        (Contract.Concerns(one) ? Concern.Values : Concern.None) | (SessionContract.MayEnd(one) ? Concern.Sessions : Concern.None));
}
