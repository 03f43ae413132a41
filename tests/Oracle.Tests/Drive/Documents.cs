namespace Replication.Oracle.Tests.Drive;

/// <summary>What a driver hands out and takes back as text.</summary>
public static class Documents
{
    /// <summary>A snapshot as its receiver reads it.</summary>
    public static MachineSnapshot Sent(MachineSnapshot snapshot) =>
        MachineSnapshot.TryParse(snapshot.ToJson(), out var sent, out var fault) ? sent : throw new DriverException(fault.ToString());

    /// <summary>A record as its receiver reads it.</summary>
    public static TriggerRecord Sent(TriggerRecord record) =>
        TriggerRecord.TryParse(record.ToJson(), out var sent, out var fault) ? sent : throw new DriverException(fault.ToString());
}
