namespace Replication.Generator.Model;

/// <summary>What identifies the session of a machine.</summary>
/// <param name="Member">The member of the context that holds the ID.</param>
/// <param name="Type">The type of the ID, with <c>global::</c>.</param>
/// <param name="IsUnmanaged">Whether an ID can be kept for a message as its bits.</param>
internal sealed record SessionModel(string Member, string Type, bool IsUnmanaged);
