namespace Replication.Storage.RocksDb.Tests;

public sealed class ReadingTests : IDisposable
{
    private readonly Disk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Chunks_connect_and_cover_exactly_what_was_asked_for()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 500);
        var start = primary.Put("x", "1");
        var end = primary.PutMany(500, 500);
        primary.PutMany(1000, 10);
        var chunks = primary.Chunks(start, end, maxBytes: 4096);
        Assert.True(chunks.Count > 5);
        Assert.Equal(start, chunks[0].After);
        Assert.Equal(end, chunks[^1].Last);
        Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.Equal(pair.First.Last, pair.Second.After));
        Assert.All(chunks, chunk => Assert.True(chunk.Bytes.Length <= 4096));
    }

    [Fact]
    public void A_batch_larger_than_the_limit_is_a_chunk_of_its_own()
    {
        var primary = _disk.Primary();
        var before = primary.Put("a", "1");
        var large = primary.Put("b", new string('x', 5000));
        var after = primary.Put("c", "1");
        Assert.Equal([before, large, after], primary.Chunks(new Lsn(2), after, maxBytes: 100).Select(chunk => chunk.Last));
    }

    [Fact]
    public void A_batch_that_would_pass_the_end_is_not_sent()
    {
        var primary = _disk.Primary();
        var first = primary.Put("a", "1");
        var second = primary.Put("b", "2");
        Assert.Equal(first, Assert.Single(primary.Chunks(Lsn.Zero, new Lsn(second.Value - 1))).Last);
    }

    [Fact]
    public void Nothing_after_the_end_is_an_empty_reading()
    {
        var primary = _disk.Primary();
        var head = primary.Put("a", "1");
        Assert.Empty(primary.Chunks(head, head));
        Assert.Empty(primary.Chunks(head, new Lsn(ulong.MaxValue)));
    }

    [Fact]
    public void A_read_that_starts_inside_a_batch_is_outside_history()
    {
        var primary = _disk.Primary();
        var first = primary.Put("a", "1");
        var second = primary.Put("b", "2");
        var inside = new Lsn(second.Value - 1);
        Assert.True(inside > first);
        var pin = primary.PinLog(Lsn.Zero);
        Assert.Single(primary.Read(pin, inside, second, 1 << 20)).Refused(RecoveryCode.GapExceedsRetention, "inside the batch");
    }

    [Fact]
    public void A_reader_goes_on_where_it_ended_while_the_log_grows_and_rolls()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        var pin = primary.PinLog(Lsn.Zero);
        var position = Lsn.Zero;
        for (var round = 0; round < 12; round++)
        {
            primary.PutMany(round * 20, 20);
            foreach (var chunk in primary.Read(pin, position, primary.Durable, 1 << 20))
                position = replica.Append(Words.Authority(), chunk.Value(), sync: true).Value();
            primary.Advance(pin, position);
            if (round % 3 == 2) primary.RecycleLog().Value();
        }

        Assert.Equal(primary.Checksum(), replica.Checksum());
        Assert.True(primary.ReadHistory().Value().History.Tail > Lsn.Zero);
    }

    [Fact]
    public void Readers_stop_first_when_the_store_is_closed()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 100);
        var pin = primary.PinLog(Lsn.Zero);
        using var reading = primary.Read(pin, Lsn.Zero, primary.Durable, 200).GetEnumerator();
        Assert.True(reading.MoveNext());
        reading.Current.Value();
        primary.Dispose();
        Assert.True(reading.MoveNext());
        reading.Current.Refused(RecoveryCode.StorageFailed, "closed");
        Assert.False(reading.MoveNext());
    }

    [Fact]
    public async Task Closing_while_readers_and_writers_are_busy_ends_them_by_value()
    {
        for (var round = 0; round < 5; round++)
        {
            var primary = _disk.Primary($"busy-{round}");
            primary.PutMany(0, 200);
            var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
            {
                while (true)
                {
                    if (!primary.Pin(new PinRequest(PinKind.Wal, Lsn.Zero, new SessionId(1), Words.NoCaps)).TryGet(out var pin, out var error))
                        return error.Code;
                    foreach (var chunk in primary.Read(pin, Lsn.Zero, primary.Durable, 500))
                    {
                        running.TrySetResult();
                        if (!chunk.TryGet(out var _, out error)) return error.Code;
                    }

                    primary.Release(pin);
                }
            })).ToArray();
            var writer = Task.Run(() =>
            {
                while (true)
                {
                    using var batch = new StoreBatch();
                    if (!primary.Write(batch.Put("k"u8, "v"u8)).TryGet(out var _, out var error)) return error.Code;
                }
            });
            await running.Task;
            primary.Dispose();
            Assert.All(await Task.WhenAll([.. readers, writer]), code => Assert.Equal(RecoveryCode.StorageFailed, code));
        }
    }

    [Fact]
    public async Task Writing_shipping_checkpointing_and_recycling_at_the_same_time_lose_nothing()
    {
        var primary = _disk.Primary(options: new RocksDbStoreOptions { WriteBufferBytes = 64 * 1024 });
        var replica = _disk.Replica(options: new RocksDbStoreOptions { WriteBufferBytes = 64 * 1024 });
        var pin = primary.PinLog(Lsn.Zero);
        var cancel = TestContext.Current.CancellationToken;
        var writing = Task.WhenAll(Enumerable.Range(0, 2).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < 600; i++) primary.Put($"{writer}-{i % 200}", new string((char)('a' + i % 26), 500), sync: i % 10 == 0);
        }, cancel)));
        var shipping = Task.Run(() =>
        {
            var position = Lsn.Zero;
            for (var last = false; !last;)
            {
                last = writing.IsCompleted;
                if (last) primary.Sync().Value();
                foreach (var chunk in primary.Read(pin, position, primary.Durable, 5000))
                {
                    position = replica.Append(Words.Authority(), chunk.Value(), sync: false).Value();
                    primary.Advance(pin, position);
                }
            }
        }, cancel);
        var keeping = Task.Run(() =>
        {
            while (!writing.IsCompleted)
            {
                primary.TakeCheckpoint(cancel).Value();
                primary.RecycleLog().Value();
                replica.TakeCheckpoint().Value();
                primary.ReadHistory().Value();
            }
        }, cancel);
        await Task.WhenAll(writing, shipping, keeping);
        Assert.Equal(primary.Checksum(), replica.Checksum());
    }

    [Fact]
    public void A_hole_something_else_made_is_an_error_once_and_stands_in_the_history_from_then_on()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 10);
        var pin = primary.PinLog(Lsn.Zero);
        Assert.Equal(Lsn.Zero, primary.RecycleLog().Value());
        var kept = primary.PutMany(10, 10);
        var archive = Path.Combine(_disk.ContentOf("primary"), "archive");
        Directory.Delete(archive, recursive: true);
        primary.Read(pin, Lsn.Zero, kept, 1 << 20).Single().Refused(RecoveryCode.GapExceedsRetention);
        Assert.True(primary.ReadHistory().Value().History.Tail > Lsn.Zero);
    }
}
