namespace Replication.Recovery.Tests;

/// <summary>What the primary and the replica would say if they were asked now. What a line says of them stands until another line says otherwise.</summary>
internal sealed class StandingNumbers(FakePort port)
{
    public RetainedHistory History => port.Reading.History;

    /// <summary>Takes over what a line says.</summary>
    /// <returns>Why it contradicts itself, and nothing was taken over; none otherwise.</returns>
    public RecoveryError Take(InputLine line)
    {
        var history = port.Reading.History;
        var facts = port.Facts;
        if (!TryLineage(line, "lineage", facts.Lineage, out var lineage, out var error)) return error;
        if (!TryLineage(line, "primary-lineage", port.Reading.Lineage, out var primary, out error)) return error;
        facts = facts with
        {
            Flushed = Lsn(line, "flushed", facts.Flushed),
            KnownCommitted = Lsn(line, "known-committed", facts.KnownCommitted),
            BaseUnfinished = line.Flag("base-unfinished") ?? facts.BaseUnfinished,
            Lineage = lineage,
        };
        if (!RetainedHistory.TryCreate(
                Lsn(line, "head", history.Head),
                Lsn(line, "tail", history.Tail),
                Lsn(line, "committed", history.Committed),
                Lsn(line, "checkpoint", history.Checkpoint),
                line.Flag("trusted") ?? history.CheckpointTrusted,
                out var made,
                out error))
        {
            return error;
        }

        (port.Facts, port.Reading) = (facts, new HistoryReading(made!, primary));
        return default;
    }

    private static Lsn Lsn(InputLine line, string key, Lsn stands) => line.Number(key) is { } number ? new Lsn(number) : stands;

    // 1:50,2:120 = epoch 1 up to LSN 50, then epoch 2 up to 120.
    private static bool TryLineage(InputLine line, string key, Lineage? stands, out Lineage? lineage, out RecoveryError error)
    {
        lineage = stands;
        error = default;
        if (line.Text(key) is not { } text) return true;
        lineage = null;
        if (text == "none") return true;
        var entries = text.Split(',').Select(entry => entry.Split(':')).Select(
            parts => parts is [var epoch, var last] ? new LineageEntry(new Epoch(line.Number(key, epoch)), new Lsn(line.Number(key, last))) : throw line.Wrong(text));
        var isMade = Lineage.TryCreate([.. entries], out var made, out error);
        lineage = made;
        return isMade;
    }
}
