namespace Replication.Generator.Tests.Machines;

/// <summary>A machine with an owner that is entered by the ID of its session, which is a text.</summary>
[StateMachine<LedgerWhy>(Fence.Owner, Context = typeof(Guest), SessionId = nameof(Guest.Name))]
[On<Inside, Leave, Outside>]
public sealed partial class Visit
{
    public sealed record Guest(string Name);

    public readonly record struct Inside;

    public readonly record struct Outside;

    public readonly record struct Leave;
}
