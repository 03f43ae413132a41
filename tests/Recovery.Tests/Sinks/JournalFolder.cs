namespace Replication.Recovery.Tests;

/// <summary>A folder of a test's own, with one journal in it.</summary>
internal sealed class JournalFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recovery-journal-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "recovery.journal");

    public byte[] Bytes
    {
        get => File.ReadAllBytes(Path);
        set => File.WriteAllBytes(Path, value);
    }

    public RecoveryJournal Open(int compactAfter = 1 << 20)
    {
        Assert.True(RecoveryJournal.Open(Path, compactAfter).TryGet(out var journal, out var error), error.ToString());
        return journal;
    }

    public RecoveryError Refused()
    {
        var before = Bytes;
        Assert.False(RecoveryJournal.Open(Path).TryGet(out var journal, out var error), $"opened, with session high-water {journal?.HighWater}");
        Assert.Equal(RecoveryCode.StorageFailed, error.Code);
        Assert.NotNull(error.Stands);
        Assert.NotNull(error.Legal);
        Assert.Equal(before, Bytes);
        return error;
    }

    /// <summary>What an opened journal remembers, as text.</summary>
    public static string Remembers(RecoveryJournal journal, params VolumeId[] volumes) =>
        $"{journal.HighWater} | {string.Join(' ', volumes.Select(journal.EpochHighWater))} | "
        + string.Join(' ', journal.Unfinished.Select(u => $"{u.Volume}/{u.Replica}:{u.Session}:{u.LastEvent.Text()}"));

    public void Dispose() => _folder.Delete(recursive: true);
}
