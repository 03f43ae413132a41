namespace Replication.Generator.Model;

/// <summary>A group of states: an interface they implement.</summary>
/// <param name="Name">The name of the interface.</param>
/// <param name="States">The states that implement it, by index.</param>
internal sealed record GroupModel(string Name, EquatableArray<int> States);
