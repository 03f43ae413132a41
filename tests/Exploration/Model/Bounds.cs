namespace Replication.Exploration.Model;

/// <summary>How far a world may go.</summary>
/// <param name="Replicas">1 or 2.</param>
/// <param name="Epochs">How many epochs there are, 1 to 3.</param>
/// <param name="Lsn">The highest LSN, 1 to 4.</param>
/// <param name="Faults">
/// Whether replicas crash, the primary's process restarts, and messages are lost, duplicated and late: each any number of times, so that nothing has to be counted. One late
/// message a replica is under way at a time.
/// </param>
internal sealed record Bounds(int Replicas, int Epochs, int Lsn, bool Faults)
{
    public override string ToString() => $"{Replicas} replicas, {Epochs} epochs, LSN <= {Lsn}; "
        + (Faults ? "crashes, restarts, lost, duplicated and late messages, any number of each" : "no faults");
}
