using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Tables;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Sessions;

/// <summary>A chain of accesses: what it begins with, and the members that it asks from there on, in order.</summary>
/// <param name="Root">A local variable, a parameter or the object itself (its type); <see langword="null"/> for any other beginning.</param>
/// <param name="Members">The members.</param>
/// <param name="Calls">Whether any of them is a method.</param>
internal sealed record Access(ISymbol? Root, IReadOnlyList<ISymbol> Members, bool Calls)
{
    /// <summary>Whether it begins with the object whose code this is.</summary>
    public bool IsOnThis => Root is ITypeSymbol;

    /// <summary>Reads an expression as a chain. What only unwraps or converts a value is looked through.</summary>
    public static Access Of(IOperation expression)
    {
        var (members, calls) = (new List<ISymbol>(), false);
        for (var at = expression; ;)
        {
            switch (at)
            {
                case IConversionOperation { Operand: var inner }:
                    at = inner;
                    continue;
                case IParenthesizedOperation { Operand: var inner }:
                    at = inner;
                    continue;
                case IAwaitOperation { Operation: var inner }:
                    at = inner;
                    continue;
                case IConditionalAccessOperation { WhenNotNull: var inner }:
                    at = inner;
                    continue;
                case IConditionalAccessInstanceOperation when Receiver(at) is { } inner:
                    at = inner;
                    continue;
                case IMemberReferenceOperation { Member: var member, Instance: { } inner }:
                    if (!IsOfNullable(member)) members.Add(member);
                    at = inner;
                    continue;
                case IInvocationOperation { TargetMethod: var method } call:
                    if (!IsOfNullable(method)) (_, calls) = (Added(members, method), true);
                    if (Instance(call) is not { } of) return Chain(null);
                    at = of;
                    continue;
                case IMemberReferenceOperation { Member: var member }:
                    members.Add(member);
                    return Chain(null);
                case IInstanceReferenceOperation { Type: { } type }:
                    return Chain(type);
                default:
                    return Chain(at.Variable());
            }
        }

        Access Chain(ISymbol? root)
        {
            members.Reverse();
            return new Access(root, members, calls);
        }
    }

    /// <summary>What a call is called on; of an extension method the argument that stands before it.</summary>
    public static IOperation? Instance(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value : null);

    /// <summary>Whether this goes on where another chain ends.</summary>
    public bool GoesOnFrom(Access other) => Members.Count > other.Members.Count && Begins(other);

    /// <summary>Whether both are the same accesses of the same variable.</summary>
    public bool IsSameAs(Access other) => Members.Count == other.Members.Count && Begins(other);

    private bool Begins(Access other) =>
        Root is not null && Root.Same(other.Root) && other.Members.Zip(Members, (left, right) => left.Same(right)).All(same => same);

    // What stands before the ?. that an access is made by.
    private static IOperation? Receiver(IOperation access)
    {
        for (var outer = access.Parent; outer is not null; (access, outer) = (outer, outer.Parent))
        {
            if (outer is IConditionalAccessOperation conditional && conditional.WhenNotNull == access) return conditional.Operation;
        }

        return null;
    }

    private static bool IsOfNullable(ISymbol member) => member.ContainingType?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool Added(List<ISymbol> members, ISymbol member)
    {
        members.Add(member);
        return true;
    }
}
