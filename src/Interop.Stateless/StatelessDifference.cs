namespace Replication.Interop;

/// <summary>A transition that one of the two has and the other lacks.</summary>
/// <param name="State">The state it starts from.</param>
/// <param name="Trigger">What happens.</param>
/// <param name="Next">Where it leads.</param>
/// <param name="InTable">Whether the table has it and the Stateless machine does not; otherwise it is the other way about.</param>
public readonly record struct StatelessDifference(string State, string Trigger, string Next, bool InTable)
{
    /// <inheritdoc/>
    public override string ToString() => $"{State}, {Trigger} -> {Next}: only {(InTable ? "the table" : "Stateless")} has it";
}
