using Replication.Transport.Grpc.Tests.Doubles;

namespace Replication.Transport.Grpc.Tests;

public sealed class StreamTests
{
    [Fact]
    public async Task A_range_arrives_exactly_and_is_durable_at_its_end()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 4096 });
        var entries = Rig.Random(500, 300);
        rig.Primary.Write(entries);
        rig.Replica.Seed(entries[..100]);

        var achieved = await rig.Port.StreamAsync(rig.Authority(), rig.Pin(100), new Lsn(100), new Lsn(450), Rig.Cancel);

        Assert.Equal(default, achieved.Error);
        Assert.True(achieved.TryGet(out var last, out _));
        Assert.Equal(new Lsn(450), last);
        Assert.Equal(entries[..450], rig.Replica.Entries());
        Assert.Equal(new Lsn(450), rig.Replica.Durable);
        Assert.Equal((100UL, 450UL), (rig.Replica.Frames[0].After, rig.Replica.Frames[^1].Last));
        Assert.All(rig.Replica.Frames[..^1], frame => Assert.False(frame.Sync));
        Assert.True(rig.Replica.Frames[^1].Sync);
    }

    [Fact]
    public async Task An_empty_range_moves_nothing_and_answers_where_it_starts()
    {
        await using var rig = await Rig.StartAsync();
        rig.Primary.Write([1], [2]);
        rig.Replica.Seed([1]);

        var achieved = await rig.Port.StreamAsync(rig.Authority(), rig.Pin(1), new Lsn(1), new Lsn(1), Rig.Cancel);

        Assert.Equal(Result.Ok(new Lsn(1)), achieved);
        Assert.Single(rig.Replica.Entries());
    }

    [Fact]
    public async Task A_range_that_ends_before_it_starts_is_refused()
    {
        await using var rig = await Rig.StartAsync();

        Assert.Equal(RecoveryCode.InvalidRange, (await rig.Port.StreamAsync(rig.Authority(), rig.Pin(), new Lsn(2), new Lsn(1), Rig.Cancel)).Error.Code);
    }

    [Fact]
    public async Task A_replica_that_stands_elsewhere_refuses_the_range()
    {
        await using var rig = await Rig.StartAsync();
        rig.Primary.Write(Rig.Random(10, 10));

        Assert.Equal(RecoveryCode.InvalidRange, (await rig.Port.StreamAsync(rig.Authority(), rig.Pin(), new Lsn(5), new Lsn(10), Rig.Cancel)).Error.Code);
    }

    [Fact]
    public async Task L1_a_log_that_ends_early_answers_what_was_achieved()
    {
        await using var rig = await Rig.StartAsync();
        rig.Primary.Write(Rig.Random(10, 10));

        Assert.Equal(Result.Ok(new Lsn(10)), await rig.Port.StreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, new Lsn(99), Rig.Cancel));
        Assert.Equal(new Lsn(10), rig.Replica.Durable);
    }

    [Fact]
    public async Task L1_a_log_that_fails_in_the_middle_answers_what_was_achieved_and_then_the_error()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 200 });
        rig.Primary.Write(Rig.Random(100, 100));
        var broken = new RecoveryError(RecoveryCode.StorageFailed, "entries after 40", "a checksum does not match");
        rig.Primary.BeforeRead = after => after.Value >= 40 ? broken : default;

        var achieved = await rig.Port.StreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, new Lsn(100), Rig.Cancel);
        var again = await rig.Port.StreamAsync(rig.Authority(), rig.Pin(40), new Lsn(40), new Lsn(100), Rig.Cancel);

        Assert.Equal(Result.Ok(new Lsn(40)), achieved);
        Assert.Equal(new Lsn(40), rig.Replica.Durable);
        Assert.Equal(broken, again.Error);
    }

    [Fact]
    public async Task F19_what_the_replica_has_beyond_the_range_is_not_achieved_by_it()
    {
        await using var rig = await Rig.StartAsync();
        var entries = Rig.Random(10, 10);
        rig.Primary.Write(entries);
        rig.Replica.Seed(entries);

        Assert.Equal(Result.Ok(new Lsn(6)), await rig.Port.StreamAsync(rig.Authority(), rig.Pin(3), new Lsn(3), new Lsn(6), Rig.Cancel));
    }

    [Fact]
    public async Task An_entry_larger_than_a_chunk_is_shipped_and_one_larger_than_a_message_is_refused_by_value()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 1000, MaxEntryBytes = 1_000_000, WindowBytes = 500 });
        rig.Primary.Write(new byte[900_000], new byte[10], new byte[1_000_000]);

        Assert.Equal(Result.Ok(new Lsn(2)), await rig.Port.StreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, new Lsn(3), Rig.Cancel));
        var refused = await rig.Port.StreamAsync(rig.Authority(), rig.Pin(2), new Lsn(2), new Lsn(3), Rig.Cancel);

        Assert.Equal(RecoveryCode.StorageFailed, refused.Error.Code);
    }

    [Fact]
    public async Task No_more_than_the_window_is_sent_before_the_replica_acknowledges()
    {
        using var gate = new Gate();
        var full = new TaskCompletionSource<StreamWait>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var rig = await Rig.StartAsync(new TransportOptions
        {
            ChunkBytes = 1000,
            WindowBytes = 4000,
            Waiting = wait =>
            {
                if (wait.Cause == WaitCause.Window) full.TrySetResult(wait);
            },
        });
        const ulong Entry = 1000;
        rig.Primary.Write(Rig.Random(50, (int)Entry - 12));
        ulong appended = 0, most = 0;
        rig.Primary.BeforeRead = after =>
        {
            most = Math.Max(most, (after.Value * Entry) - Volatile.Read(ref appended));
            return default;
        };
        rig.Replica.Before = _ =>
        {
            gate.Pass();
            return default;
        };
        rig.Replica.Appended = chunk => Interlocked.Add(ref appended, (ulong)chunk.Bytes.Length);

        var streaming = rig.Port.StreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, new Lsn(50), Rig.Cancel);
        var wait = await full.Task.WaitAsync(Rig.Cancel);
        Assert.Equal((4000UL, 4UL), (wait.UnacknowledgedBytes, wait.UnacknowledgedEntries));
        gate.Open();

        Assert.Equal(Result.Ok(new Lsn(50)), await streaming);
        Assert.Equal(4000UL, most);
    }

    [Fact]
    public async Task P4_a_rate_holds_over_many_short_streams()
    {
        var waits = System.Threading.Channels.Channel.CreateUnbounded<WaitCause>();
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 1000, BytesPerSecond = 1000, Waiting = wait => waits.Writer.TryWrite(wait.Cause) });
        rig.Primary.Write(Rig.Random(2, 988));

        Assert.Equal(Result.Ok(new Lsn(1)), await rig.Port.StreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, new Lsn(1), Rig.Cancel));
        Assert.Equal(WaitCause.Acknowledgement, await waits.Reader.ReadAsync(Rig.Cancel));
        var second = rig.Port.StreamAsync(rig.Authority(), rig.Pin(), new Lsn(1), new Lsn(2), Rig.Cancel);
        Assert.Equal(WaitCause.Rate, await waits.Reader.ReadAsync(Rig.Cancel));
        while (!second.IsCompleted)
        {
            // The stream may not have begun its delay when it says that it will wait.
            rig.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.Equal(Result.Ok(new Lsn(2)), await second);
        Assert.InRange(rig.Time.GetUtcNow() - rig.Time.Start, TimeSpan.FromSeconds(1), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task P2_a_pin_revoked_between_chunks_ends_the_stream()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 200 });
        rig.Primary.Write(Rig.Random(100, 100));
        var pin = rig.Pin();
        rig.Primary.BeforeRead = after =>
        {
            if (after.Value == 10) rig.Primary.Revoke(pin);
            return default;
        };

        Assert.Equal(RecoveryCode.PinRevoked, (await rig.Port.StreamAsync(rig.Authority(), pin, Lsn.Zero, new Lsn(100), Rig.Cancel)).Error.Code);
        Assert.True(rig.Replica.Entries().Length <= 10);
    }

    [Fact]
    public async Task P2_a_pin_revoked_while_the_replica_acknowledges_nothing_ends_the_stream()
    {
        using var gate = new Gate();
        await using var rig = await Rig.StartAsync();
        rig.Primary.Write([1]);
        rig.Replica.Before = _ =>
        {
            gate.Pass();
            return default;
        };
        var pin = rig.Pin();

        var streaming = rig.Port.StreamAsync(rig.Authority(), pin, Lsn.Zero, new Lsn(1), Rig.Cancel);
        await gate.Arrived;
        rig.Primary.Revoke(pin);
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(RecoveryCode.PinRevoked, (await streaming).Error.Code);
    }

    [Fact]
    public async Task L7_a_cancelled_stream_completes_only_after_its_reading_has_stopped()
    {
        using var gate = new Gate();
        using var cancel = new CancellationTokenSource();
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 200 });
        rig.Primary.Write(Rig.Random(100, 100));
        rig.Primary.BeforeRead = after =>
        {
            if (after.Value == 10) gate.Pass();
            return default;
        };
        var pin = rig.Pin();

        var streaming = rig.Port.StreamAsync(rig.Authority(), pin, Lsn.Zero, new Lsn(100), cancel.Token).AsTask();
        await gate.Arrived;
        await cancel.CancelAsync();
        Assert.False(streaming.IsCompleted);
        gate.Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => streaming);
        rig.Primary.Release(pin);

        Assert.False(rig.Primary.ReleasedWhileReading);
        Assert.Single(rig.Primary.Released);
    }

    [Fact]
    public async Task L6_a_replica_that_dies_in_the_middle_of_a_stream_is_a_lost_transport()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 200 });
        rig.Primary.Write(Rig.Random(1000, 100));
        rig.Replica.Appended = chunk =>
        {
            if (chunk.Last.Value >= 100) rig.Process.Kill();
        };

        Assert.Equal(RecoveryCode.TransportLost, (await rig.Port.StreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, new Lsn(1000), Rig.Cancel)).Error.Code);
    }

    [Fact]
    public async Task A_replica_that_is_asked_to_stop_ends_the_stream_with_a_lost_transport_and_does_not_wait_for_it()
    {
        using var gate = new Gate();
        await using var rig = await Rig.StartAsync();
        rig.Primary.Write(Rig.Random(10, 10));
        rig.Primary.BeforeRead = after =>
        {
            if (after.Value > 0) gate.Pass();
            return default;
        };

        var streaming = rig.Port.StreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, new Lsn(99), Rig.Cancel);
        await gate.Arrived;
        await rig.Process.StopAsync();
        gate.Open();

        Assert.Equal(RecoveryCode.TransportLost, (await streaming).Error.Code);
    }

    [Fact]
    public async Task A_primary_store_that_throws_is_a_fault_of_the_call_and_leaves_no_reading_behind()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 200 });
        rig.Primary.Write(Rig.Random(100, 100));
        rig.Primary.BeforeRead = after => after.Value == 10 ? throw new InvalidOperationException("broken") : default;
        var pin = rig.Pin();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await rig.Port.StreamAsync(rig.Authority(), pin, Lsn.Zero, new Lsn(100), Rig.Cancel));
        rig.Primary.Release(pin);

        Assert.False(rig.Primary.ReleasedWhileReading);
    }
}
