using Microsoft.Extensions.Time.Testing;
using Replication.Transport.Grpc.Flow;

namespace Replication.Transport.Grpc.Tests;

public sealed class FlowTests
{
    [Fact]
    public void A_window_is_full_at_its_bytes_and_has_room_again_after_an_acknowledgement()
    {
        var window = new FlowWindow(100, 0);

        Assert.True(window.TryEnter(Frame(60), out _));
        Assert.True(window.TryEnter(Frame(40), out _));
        Assert.False(window.TryEnter(Frame(1), out var room));
        Assert.False(room.IsCompleted);
        Assert.True(window.TryLeave(out var left));
        Assert.Equal(60UL, left.Bytes);
        Assert.True(room.IsCompletedSuccessfully);
        Assert.True(window.TryEnter(Frame(60), out _));
        Assert.Equal((2, 100UL, 0UL), window.Unacknowledged);
    }

    [Fact]
    public void A_window_is_full_at_its_entries()
    {
        var window = new FlowWindow(ulong.MaxValue, 10);

        Assert.True(window.TryEnter(new SentFrame(1, new Lsn(0), new Lsn(8)), out _));
        Assert.False(window.TryEnter(new SentFrame(1, new Lsn(8), new Lsn(11)), out _));
        Assert.True(window.TryEnter(new SentFrame(1, new Lsn(8), new Lsn(10)), out _));
    }

    [Fact]
    public void A_frame_larger_than_the_window_goes_alone()
    {
        var window = new FlowWindow(100, 10);

        Assert.True(window.TryEnter(new SentFrame(ulong.MaxValue, new Lsn(0), new Lsn(ulong.MaxValue)), out _));
        Assert.False(window.TryEnter(Frame(1), out _));
        Assert.True(window.TryLeave(out _));
        Assert.True(window.TryEnter(Frame(1), out _));
    }

    [Fact]
    public void An_acknowledgement_of_nothing_is_noticed() => Assert.False(new FlowWindow(1, 1).TryLeave(out _));

    [Fact]
    public void A_rate_lets_debt_be_paid_before_more_goes()
    {
        var time = new FakeTimeProvider();
        var rate = new RateLimit(1000, time);

        Assert.True(rate.TryTake(500, out _));
        Assert.False(rate.TryTake(1, out var wait));
        Assert.Equal(TimeSpan.FromMilliseconds(500), wait);
        time.Advance(wait - TimeSpan.FromMilliseconds(1));
        Assert.False(rate.TryTake(1, out _));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(rate.TryTake(1, out _));
    }

    [Fact]
    public void An_idle_rate_saves_up_a_tenth_of_a_second_and_no_more()
    {
        var time = new FakeTimeProvider();
        var rate = new RateLimit(1000, time);
        time.Advance(TimeSpan.FromHours(1));

        Assert.True(rate.TryTake(100, out _));
        Assert.True(rate.TryTake(1, out _));
        Assert.False(rate.TryTake(1, out _));
    }

    [Fact]
    public void No_rate_limits_nothing() => Assert.All(Enumerable.Range(0, 100), _ => Assert.True(RateLimit.None.TryTake(ulong.MaxValue, out var _)));

    private static SentFrame Frame(ulong bytes) => new(bytes, default, default);
}
