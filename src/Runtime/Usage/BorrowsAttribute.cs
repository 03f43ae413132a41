namespace Replication;

/// <summary>
/// The call only looks at the argument, or on a member at what it is asked of: the value is the caller's before and after. On a return
/// value, or an <see langword="out"/> parameter, what is handed out stays its owner's: whoever asked for it owes nothing.
/// </summary>
/// <remarks>A value that is passed on without this, and without <see cref="ConsumesAttribute"/>, is no longer watched: nobody knows what became of it.</remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.ReturnValue)]
public sealed class BorrowsAttribute : Attribute
{
    /// <summary>Whether a value that is used up may be shown as well: what is asked holds of it too.</summary>
    public bool Always { get; init; }
}
