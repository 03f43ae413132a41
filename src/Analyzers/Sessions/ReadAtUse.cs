using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Sessions;

/// <summary>Which expressions are the session that stands at the moment of the call.</summary>
internal static class ReadAtUse
{
    /// <summary>Whether what is presented is read from what it is presented to, or from what says that it is a picture of what stands.</summary>
    /// <param name="presented">What is presented.</param>
    /// <param name="call">The call it is presented to.</param>
    public static bool Is(IOperation presented, IOperation call) =>
        IsRead(presented, call)
        || (presented.Unconverted() is ILocalReferenceOperation { Local: var local } && SingleValue.Of(local, presented) is { } value
            && IsRightBefore(value, presented) && SingleValue.Uses(local, presented).Take(2).Count() == 1 && IsRead(value, call));

    /// <summary>Whether an expression reads the session that stands, whatever it is for.</summary>
    public static bool IsCurrent(IOperation value) => value.Unconverted() switch
    {
        ICoalesceOperation { Value: var first, WhenNull: var otherwise } => IsCurrent(first) || IsCurrent(otherwise),
        IConditionalOperation { WhenTrue: var one, WhenFalse: { } other } => IsCurrent(one) || IsCurrent(other),
        var read => Access.Of(read).Members.Any(SessionContract.IsCurrent),
    };

    private static bool IsRead(IOperation value, IOperation call) => IsCurrent(value) || IsReadFromReceiver(value, call);

    private static bool IsReadFromReceiver(IOperation value, IOperation call)
    {
        switch (value.Unconverted())
        {
            case ICoalesceOperation { Value: var first, WhenNull: var otherwise }:
                return IsReadFromReceiver(first, call) || IsReadFromReceiver(otherwise, call);
            case IConditionalOperation { WhenTrue: var one, WhenFalse: { } other }:
                return IsReadFromReceiver(one, call) || IsReadFromReceiver(other, call);
        }

        // A record is a message more often than an actor: what it says of itself is data. What an object keeps for itself may be what it was given.
        if (call is not IInvocationOperation invocation || Access.Instance(invocation) is not { Type.IsRecord: false } instance) return false;
        var (receiver, read) = (Access.Of(instance), Access.Of(value));
        return !receiver.Calls && !read.Calls && !(receiver.IsOnThis && receiver.Members.Count == 0) && read.GoesOnFrom(receiver);
    }

    // The declaration is the statement before the one that presents it, in the same block.
    private static bool IsRightBefore(IOperation value, IOperation use)
    {
        var declaration = Statement(value, null);
        if (declaration?.Parent is not IBlockOperation block) return false;
        var index = block.Operations.IndexOf(declaration);
        return index >= 0 && index + 1 < block.Operations.Length && block.Operations[index + 1] == Statement(use, block);
    }

    // The statement of a block that an operation is in: of the innermost block, or of a given one.
    private static IOperation? Statement(IOperation operation, IBlockOperation? block)
    {
        for (var at = operation; at is not null; at = at.Parent)
        {
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation) return null;
            if (block is null ? at.Parent is IBlockOperation : at.Parent == block) return at;
        }

        return null;
    }
}
