namespace Replication.Exploration.Model;

/// <summary>How far a world may go.</summary>
/// <param name="Epochs">How many epochs there are, 1 to 3.</param>
/// <param name="Lsn">The highest LSN, 1 to 4.</param>
/// <param name="Replicas">1 or 2.</param>
/// <param name="Crashes">How often a replica may crash, 0 to 2; so the others.</param>
/// <param name="Lost">How many messages may be lost.</param>
/// <param name="Duplicated">How many may be duplicated.</param>
/// <param name="Reordered">How many may come late.</param>
/// <param name="Restarts">How often the primary's process may restart.</param>
internal sealed record Bounds(int Replicas, int Epochs, int Lsn, int Crashes, int Lost, int Duplicated, int Reordered, int Restarts)
{
    public override string ToString() =>
        $"{Replicas} replicas, {Epochs} epochs, LSN <= {Lsn}; up to {Crashes} crashes, {Lost} lost, {Duplicated} duplicated, {Reordered} late messages, {Restarts} restarts";
}
