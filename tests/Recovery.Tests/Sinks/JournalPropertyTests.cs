using CsCheck;

namespace Replication.Recovery.Tests;

/// <summary>Random lives of a journal: reservations, epochs, restarts, and crashes that tear off what was not yet answered for. A failing run prints the seed that repeats it.</summary>
public sealed class JournalPropertyTests
{
    private static readonly Gen<(int Op, int A, int B)[]> Lives = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[1, 60]).Array[1, 40];

    [Fact]
    public void F24_No_session_ID_is_given_out_twice_and_no_epoch_falls_over_restarts_and_crashes() => Lives.Sample(Live, iter: 200, threads: 2);

    private static void Live((int Op, int A, int B)[] life)
    {
        using var folder = new JournalFolder();
        var journal = folder.Open(compactAfter: 150);
        try
        {
            var (ids, last) = (new SessionIdSource(journal, block: 3), SessionId.None);
            var epochs = new Epoch[4];
            foreach (var (op, a, b) in life)
            {
                var volume = new VolumeId($"v{a}");
                switch (op)
                {
                    case < 5:
                        Assert.True(ids.Next().TryGet(out var next, out var error), $"{error}");
                        Assert.True(next > last, $"{next} after {last}");
                        last = next;
                        break;
                    case < 8:
                        Assert.True(journal.RaiseEpoch(volume, new Epoch((ulong)b)).IsNone);
                        epochs[a] = Epoch.Max(epochs[a], new Epoch((ulong)b));
                        break;
                    default:
                        journal.Dispose();
                        if (op == 9) Tear(folder, b);
                        journal = folder.Open(compactAfter: 150);
                        ids = new SessionIdSource(journal, block: 3);
                        break;
                }

                for (var i = 0; i < epochs.Length; i++) Assert.Equal(epochs[i], journal.EpochHighWater(new VolumeId($"v{i}")));
            }
        }
        finally
        {
            journal.Dispose();
        }
    }

    // A write that the crash cut short: as much of a record as it got to, which nobody was told is durable.
    private static void Tear(JournalFolder folder, int bytes)
    {
        var before = folder.Bytes;
        using (var journal = folder.Open()) Assert.True(journal.RaiseEpoch(new VolumeId("another volume"), new Epoch(1_000)).IsNone);
        var after = folder.Bytes;
        var torn = Math.Min(bytes, after.Length - before.Length - 1);
        folder.Bytes = after[..(before.Length + torn)];
    }
}
