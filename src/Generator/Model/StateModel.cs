namespace Replication.Generator.Model;

/// <summary>One state.</summary>
/// <param name="Name">Its name as it stands in messages.</param>
/// <param name="Type">Its type, with <c>global::</c>.</param>
/// <param name="Member">What generated members that stand for it are called.</param>
/// <param name="Parameter">What generated parameters that stand for it are called.</param>
/// <param name="Slot">The field that holds its data, or <see langword="null"/> when it has none.</param>
/// <param name="IsTerminal">Whether it was declared to have no way out.</param>
/// <param name="IsFinal">Whether a machine may be left there for good: no row leads out of it, or it is a resting state.</param>
/// <param name="IsEntryHeard">Whether the machine has a hook for its entry.</param>
/// <param name="IsExitHeard">Whether the machine has a hook for its exit.</param>
internal sealed record StateModel(
    string Name, string Type, string Member, string Parameter, string? Slot, bool IsTerminal, bool IsFinal, bool IsEntryHeard, bool IsExitHeard);
