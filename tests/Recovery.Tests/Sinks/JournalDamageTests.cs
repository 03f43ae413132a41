using static Replication.Recovery.Tests.RecoveryWorld;
using static Replication.Recovery.Tests.SinkEvents;

namespace Replication.Recovery.Tests;

public sealed class JournalDamageTests : IDisposable
{
    private readonly JournalFolder _folder = new();
    private readonly List<(int Length, string Remembered)> _durable = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(700)]
    public void A_crash_at_any_byte_loses_nothing_that_was_durable(int zeros)
    {
        var whole = WriteJournal();
        for (var length = _durable[0].Length; length <= whole.Length; length++)
        {
            // Space that the file system gave and never filled reads as zeros.
            _folder.Bytes = [.. whole[..length], .. new byte[zeros]];
            var (kept, remembered) = _durable.Last(d => d.Length <= length);
            using (var journal = _folder.Open())
            {
                Assert.Equal(remembered, JournalFolder.Remembers(journal, Volume));
                Assert.Equal(kept, _folder.Bytes.Length);
                Assert.True(journal.Reserve(9_999).IsNone);
            }

            using var reopened = _folder.Open();
            Assert.Equal(9_999UL, reopened.HighWater);
        }
    }

    [Fact]
    public void A_file_cut_within_what_was_written_at_once_is_refused()
    {
        WriteJournal();
        var compacted = Compact();
        for (var length = 0; length < compacted.Length; length++)
        {
            _folder.Bytes = compacted[..length];
            _folder.Refused();
            _folder.Bytes = [.. compacted[..length], .. new byte[compacted.Length - length + 50]];
            _folder.Refused();
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_refused_and_what_stands_is_said()
    {
        foreach (var whole in new[] { WriteJournal(), Compact() })
        {
            for (var bit = 0; bit < whole.Length * 8; bit++)
            {
                var flipped = whole.ToArray();
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                _folder.Bytes = flipped;
                _folder.Refused();
            }
        }
    }

    [Fact]
    public void Damage_says_where_it_is_and_what_would_be_legal()
    {
        var whole = WriteJournal();
        whole[_durable[1].Length + 9] ^= 1;
        _folder.Bytes = whole;
        Assert.StartsWith($"it is damaged at byte {_durable[1].Length}", _folder.Refused().Stands, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("seven")]
    [InlineData("-1")]
    [InlineData("1 2")]
    [InlineData("18446744073709551616")]
    [InlineData("no journal, but long enough to hold the head of one")]
    public void F24_A_file_that_is_no_journal_is_refused_and_not_a_new_beginning(string content)
    {
        File.WriteAllText(_folder.Path, content);
        _folder.Refused();
    }

    [Fact]
    public void What_a_crash_within_a_compaction_left_beside_the_file_does_not_count()
    {
        var whole = WriteJournal();
        File.WriteAllBytes(_folder.Path + ".new", whole[..30]);
        using var journal = _folder.Open();
        Assert.Equal(_durable[^1].Remembered, JournalFolder.Remembers(journal, Volume));
        Assert.False(File.Exists(_folder.Path + ".new"));
    }

    private byte[] WriteJournal()
    {
        File.Delete(_folder.Path);
        using (var journal = _folder.Open())
        {
            Note(journal);
            foreach (var act in Acts(journal))
            {
                act();
                Note(journal);
            }
        }

        return _folder.Bytes;
    }

    private static Action[] Acts(RecoveryJournal journal) =>
    [
        () => Assert.True(journal.Reserve(256).IsNone),
        () => Assert.True(journal.RaiseEpoch(Volume, new Epoch(0x0100_0000)).IsNone),
        () => journal.Write(Event(1, RecoveryEventKind.SessionCreated, 1)),
        () => journal.Write(Event(2, RecoveryEventKind.Connected, 1)),
        () => journal.Write(Event(3, RecoveryEventKind.SessionCreated, 2, replica: new ReplicaId("réplique"))),
        () => journal.Write(Completed(4, 1)),
        () => Assert.True(journal.Reserve(512).IsNone),
    ];

    private byte[] Compact()
    {
        using (var journal = _folder.Open(compactAfter: 1))
        {
            var before = _folder.Bytes.Length;
            for (ulong more = 1_000; _folder.Bytes.Length >= before; more++)
            {
                before = _folder.Bytes.Length;
                Assert.True(journal.Reserve(more).IsNone);
            }
        }

        return _folder.Bytes;
    }

    private void Note(RecoveryJournal journal) => _durable.Add((_folder.Bytes.Length, JournalFolder.Remembers(journal, Volume)));
}
