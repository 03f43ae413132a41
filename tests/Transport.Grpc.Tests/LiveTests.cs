using System.Threading.Channels;
using Replication.Transport.Grpc.Tests.Doubles;

namespace Replication.Transport.Grpc.Tests;

public sealed class LiveTests
{
    [Fact]
    public async Task P6_what_is_written_later_is_shipped_without_a_hole_and_moves_the_pin_along()
    {
        var waits = Channel.CreateUnbounded<WaitCause>();
        await using var rig = await Rig.StartAsync(new TransportOptions { Waiting = wait => waits.Writer.TryWrite(wait.Cause) });
        var entries = Rig.Random(30, 100);
        rig.Primary.Write(entries[..10]);
        rig.Replica.Seed(entries[..8]);
        var stream = await OpenAsync(rig, 8);

        await ShippedAsync(rig, 10);
        rig.Primary.Write(entries[10..20]);
        await ShippedAsync(rig, 20);
        rig.Primary.Write(entries[20..]);
        await ShippedAsync(rig, 30);
        await stream.DisposeAsync();

        Assert.Equal(entries, rig.Replica.Entries());
        Assert.Equal(new Lsn(30), rig.Replica.Durable);
        Assert.Equal(rig.Primary.Advanced.Order().Distinct(), rig.Primary.Advanced);
        Assert.All(rig.Replica.Frames, frame => Assert.True(frame.Sync));
        Assert.Contains(WaitCause.Log, await waits.Reader.ReadAllAsync(Rig.Cancel).Take(waits.Reader.Count).ToListAsync(Rig.Cancel));
    }

    [Fact]
    public async Task The_pin_and_the_acknowledged_lsn_follow_what_is_durable_on_the_replica()
    {
        using var gate = new Gate();
        await using var rig = await Rig.StartAsync();
        var stream = await OpenAsync(rig, 0);
        rig.Replica.Before = _ =>
        {
            gate.Pass();
            return default;
        };

        rig.Primary.Write([1]);
        await gate.Arrived;
        Assert.Equal(Lsn.Zero, stream.Acknowledged);
        Assert.Empty(rig.Primary.Advanced);
        var advanced = rig.Primary.WhenAdvancedTo(new Lsn(1));
        gate.Open();
        await advanced.WaitAsync(Rig.Cancel);
        await stream.DisposeAsync();

        Assert.Equal(new Lsn(1), stream.Acknowledged);
        Assert.Equal([new Lsn(1)], rig.Primary.Advanced);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public async Task A_stream_that_does_not_begin_where_the_replica_stands_is_refused_and_the_pin_stays_the_callers(ulong start)
    {
        await using var rig = await Rig.StartAsync();
        var entries = Rig.Random(5, 10);
        rig.Primary.Write(entries);
        rig.Replica.Seed(entries[..4]);

        var opened = await rig.Port.OpenLiveStreamAsync(rig.Authority(), rig.Pin(start), new Lsn(start), Rig.Cancel);

        Assert.Equal(RecoveryCode.InvalidRange, opened.Error.Code);
        Assert.Empty(rig.Primary.Released);
    }

    [Fact]
    public async Task L7_disposing_stops_all_io_and_then_releases_the_pin_exactly_once()
    {
        using var gate = new Gate();
        await using var rig = await Rig.StartAsync();
        var stream = await OpenAsync(rig, 0);
        rig.Primary.BeforeRead = _ =>
        {
            gate.Pass();
            return default;
        };
        rig.Primary.Write([1]);
        await gate.Arrived;

        var first = stream.DisposeAsync().AsTask();
        var second = stream.DisposeAsync().AsTask();
        Assert.False(first.IsCompleted || second.IsCompleted || stream.Ended.IsCompleted);
        Assert.Empty(rig.Primary.Released);
        gate.Open();
        await Task.WhenAll(first, second);
        await stream.DisposeAsync();

        Assert.Equal(RecoveryCode.Cancelled, (await stream.Ended).Code);
        Assert.Single(rig.Primary.Released);
        Assert.False(rig.Primary.ReleasedWhileReading);
    }

    [Fact]
    public async Task An_idle_stream_whose_replica_dies_ends_with_a_lost_transport_and_releases_its_pin_once()
    {
        await using var rig = await Rig.StartAsync();
        var stream = await OpenAsync(rig, 0);

        rig.Process.Kill();

        Assert.Equal(RecoveryCode.TransportLost, (await stream.Ended.WaitAsync(Rig.Cancel)).Code);
        Assert.Single(rig.Primary.Released);
        await stream.DisposeAsync();
        Assert.Single(rig.Primary.Released);
    }

    [Fact]
    public async Task A_replica_that_is_asked_to_stop_does_not_wait_for_its_idle_stream()
    {
        await using var rig = await Rig.StartAsync();
        var stream = await OpenAsync(rig, 0);

        await rig.Process.StopAsync();

        Assert.Equal(RecoveryCode.TransportLost, (await stream.Ended.WaitAsync(Rig.Cancel)).Code);
    }

    [Fact]
    public async Task P2_a_pin_revoked_while_the_stream_is_idle_ends_it()
    {
        await using var rig = await Rig.StartAsync();
        var pin = rig.Pin();
        Assert.True((await rig.Port.OpenLiveStreamAsync(rig.Authority(), pin, Lsn.Zero, Rig.Cancel)).TryGet(out var stream, out _));

        rig.Primary.Revoke(pin);
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(RecoveryCode.PinRevoked, (await stream.Ended.WaitAsync(Rig.Cancel)).Code);
        Assert.Equal([pin.Id], rig.Primary.Released);
    }

    [Fact]
    public async Task P2_a_pin_revoked_while_the_replica_acknowledges_nothing_ends_it()
    {
        using var gate = new Gate();
        await using var rig = await Rig.StartAsync(new TransportOptions { WindowBytes = 1 });
        var pin = rig.Pin();
        Assert.True((await rig.Port.OpenLiveStreamAsync(rig.Authority(), pin, Lsn.Zero, Rig.Cancel)).TryGet(out var stream, out _));
        rig.Replica.Before = _ =>
        {
            gate.Pass();
            return default;
        };
        rig.Primary.Write([1]);
        await gate.Arrived;
        rig.Primary.Write([2]);

        rig.Primary.Revoke(pin);
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(RecoveryCode.PinRevoked, (await stream.Ended.WaitAsync(Rig.Cancel)).Code);
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_ends_the_stream_with_its_error()
    {
        await using var rig = await Rig.StartAsync();
        var stream = await OpenAsync(rig, 0);
        rig.Primary.BeforeRead = _ => new(RecoveryCode.GapExceedsRetention, "entries after 0");
        rig.Primary.Write([1]);

        Assert.Equal(RecoveryCode.GapExceedsRetention, (await stream.Ended.WaitAsync(Rig.Cancel)).Code);
        Assert.Single(rig.Primary.Released);
    }

    [Fact]
    public async Task P6_a_store_that_throws_ends_the_stream_by_value_and_releases_its_pin()
    {
        await using var rig = await Rig.StartAsync();
        var reading = await OpenAsync(rig, 0);
        rig.Primary.BeforeRead = _ => throw new InvalidOperationException("broken");
        rig.Primary.Write([1]);
        Assert.Equal(RecoveryCode.StorageFailed, (await reading.Ended.WaitAsync(Rig.Cancel)).Code);

        rig.Primary.BeforeRead = _ => default;
        rig.Primary.BeforeAdvance = () => throw new InvalidOperationException("broken");
        var advancing = await OpenAsync(rig, 0);
        Assert.Equal(RecoveryCode.StorageFailed, (await advancing.Ended.WaitAsync(Rig.Cancel)).Code);

        Assert.Equal(2, rig.Primary.Released.Distinct().Count());
        Assert.Equal(2, rig.Primary.Released.Count);
    }

    [Fact]
    public async Task Cancelling_after_the_stream_was_opened_does_not_end_it()
    {
        using var cancel = new CancellationTokenSource();
        await using var rig = await Rig.StartAsync();
        Assert.True((await rig.Port.OpenLiveStreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, cancel.Token)).TryGet(out var stream, out _));

        await cancel.CancelAsync();
        rig.Primary.Write([1]);
        await ShippedAsync(rig, 1);

        Assert.False(stream.Ended.IsCompleted);
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Cancelling_while_the_stream_is_opened_leaves_the_pin_to_the_caller()
    {
        using var gate = new Gate();
        using var cancel = new CancellationTokenSource();
        await using var rig = await Rig.StartAsync();
        rig.Replica.Before = _ =>
        {
            gate.Pass();
            return default;
        };

        var opening = rig.Port.OpenLiveStreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, cancel.Token).AsTask();
        await gate.Arrived;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Empty(rig.Primary.Released);
    }

    [Fact]
    public async Task Disposing_the_port_ends_its_live_streams_and_releases_their_pins()
    {
        await using var rig = await Rig.StartAsync();
        var stream = await OpenAsync(rig, 0);

        await rig.Port.DisposeAsync();

        Assert.Equal(RecoveryCode.Cancelled, (await stream.Ended).Code);
        Assert.Single(rig.Primary.Released);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await rig.Port.ReadFactsAsync(rig.Authority(), Rig.Cancel));
    }

    private static async Task<ILiveStream> OpenAsync(Rig rig, ulong start)
    {
        var opened = await rig.Port.OpenLiveStreamAsync(rig.Authority(), rig.Pin(start), new Lsn(start), Rig.Cancel);
        Assert.True(opened.TryGet(out var stream, out var error), error.ToString());
        return stream;
    }

    private static Task ShippedAsync(Rig rig, ulong to) => rig.Primary.WhenAdvancedTo(new Lsn(to)).WaitAsync(Rig.Cancel);
}
