using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Finds the bodies of a machine and the one that serves a cell.</summary>
internal sealed class BodyReader
{
    private readonly List<Body> _bodies;

    public BodyReader(INamedTypeSymbol machine, ITypeSymbol why, ITypeSymbol? context) => _bodies =
        [.. machine.GetMembers(WellKnown.Body).OfType<IMethodSymbol>()
            .Select(method => Read(method, why, context))
            .OfType<Body>()
            // What is written for one state goes before what is written for a group; after that the shorter one, so that the choice never hangs on file order.
            .OrderBy(body => body.State is null)
            .ThenBy(body => body.Method.Parameters.Length)];

    /// <summary>The body of a (state, trigger) cell, or <see langword="null"/>.</summary>
    public Body? Find(ITypeSymbol state, ITypeSymbol trigger) => _bodies.FirstOrDefault(body => Is(body.Trigger, trigger) && Serves(body, state));

    private static Body? Read(IMethodSymbol method, ITypeSymbol why, ITypeSymbol? context)
    {
        if (!method.IsStatic || method.ReturnsByRef || method.ReturnsByRefReadonly || method.Parameters.Length is < 2 or > 3) return null;
        if (method.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In))) return null;
        if (method.Parameters.Length == 3 && (context is null || !Is(method.Parameters[2].Type, context))) return null;
        if (Answer(method.ReturnType, why) is not var (answer, targets)) return null;
        var state = method.Parameters[0].Type;
        var trigger = method.Parameters[1].Type;
        return method.TypeParameters.Length switch
        {
            0 => new Body(method, state, trigger, answer, targets),
            1 when Is(state, method.TypeParameters[0]) => new Body(method, null, trigger, answer, targets),
            _ => null,
        };
    }

    private static (BodyAnswer Answer, List<ITypeSymbol> Targets)? Answer(ITypeSymbol type, ITypeSymbol why)
    {
        if (type is not INamedTypeSymbol { Name: WellKnown.Next } next || !next.IsIn(WellKnown.Namespace)) return (BodyAnswer.State, [type]);
        var arguments = next.TypeArguments;
        if (arguments.Length < 2 || !Is(arguments[arguments.Length - 1], why)) return null;
        return (arguments.Length == 2 ? BodyAnswer.StateOrRejection : BodyAnswer.BranchOrRejection, [.. arguments.Take(arguments.Length - 1)]);
    }

    private static bool Serves(Body body, ITypeSymbol state) => body.State is { } own
        ? Is(own, state)
        : body.Method.TypeParameters[0] is { HasReferenceTypeConstraint: false } group
            && (!group.HasUnmanagedTypeConstraint || state.IsUnmanagedType)
            && group.ConstraintTypes.All(constraint => Table.Implements(state, constraint));

    private static bool Is(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
