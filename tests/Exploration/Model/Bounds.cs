namespace Replication.Exploration.Model;

/// <summary>How far a world may go.</summary>
/// <param name="Replicas">
/// How many replicas are worked on, 1 or 2. With 1 the other one is there, is named or not, gets sessions and is moved to other epochs, but nobody works for it: what
/// it can do to the first goes through the registry, and all of that it still does.
/// </param>
/// <param name="Epochs">How many epochs there are, 1 to 3.</param>
/// <param name="Lsn">The highest LSN, 1 to 4.</param>
/// <param name="Faults">
/// Whether replicas crash, the primary's process restarts, and messages are lost, duplicated and late: each any number of times, so that nothing has to be counted. One late
/// message a replica is under way at a time.
/// </param>
internal sealed record Bounds(int Replicas, int Epochs, int Lsn, bool Faults)
{
    public bool IsSymmetric => Replicas == 2;

    public override string ToString() => $"{(Replicas == 2 ? "2 replicas" : "1 replica beside an idle one")}, {Epochs} epochs, LSN <= {Lsn}; "
        + (Faults ? "crashes, restarts, lost, duplicated and late messages, any number of each" : "no faults");
}
