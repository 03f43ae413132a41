using Replication.Generator.Tests.Harness;
using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

/// <summary>Several threads on one machine. Every body, and every reader here, throws when it is shown a torn state.</summary>
public sealed class CasUnderLoadTests
{
    private const int Runners = 4;
    private const int Each = 100_000;

    private readonly Ledger _ledger = Ledger.Start(new Limit(long.MaxValue), Ledger.Open.At(0), out _);

    [Fact]
    public void Everything_fired_through_the_dynamic_door_is_made_exactly_once()
    {
        Race.Run(Runners, runner =>
        {
            for (var i = 0; i < Each; i++)
            {
                Assert.True(_ledger.TryFire(new Ledger.Add(1, null), out var now, out _), $"Thread {runner} was refused.");
                Assert.NotNull(now.Open);
            }
        });

        Assert.Equal(((long)Runners * Each, (ulong)(Runners * Each)), (_ledger.Now().Open!.Value.Read().Whole(), _ledger.Transitions));
    }

    [Fact]
    public void Of_all_who_spend_one_value_exactly_one_succeeds()
    {
        var won = new List<ulong>[Runners];
        Race.Run(Runners, runner =>
        {
            var mine = won[runner] = [];
            for (var i = 0; i < Each; i++)
            {
                var open = _ledger.Now().Open!.Value;
                var stamp = open.Stamp;
                if (open.TryAdd(1, null, out var why)) mine.Add(stamp);
                else Assert.Equal(RejectionKind.Fenced, why.Kind);
            }
        });

        var all = won.SelectMany(stamps => stamps).ToList();
        Assert.NotEmpty(all);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal((ulong)all.Count, _ledger.Transitions);
        Assert.Equal(all.Count, _ledger.Now().Open!.Value.Read().Whole());
    }

    [Fact]
    public void What_one_thread_stores_no_other_sees_by_halves()
    {
        long writers = Runners / 2;
        Race.Run(Runners, runner =>
        {
            if (runner % 2 == 0) Write();
            else Read();
        });

        Assert.Equal((Runners / 2) * Each, _ledger.Now().Open!.Value.Read().Whole());

        void Write()
        {
            try
            {
                for (var i = 0; i < Each; i++) Assert.True(_ledger.TryFire(new Ledger.Mark(), out _, out _));
            }
            finally
            {
                Interlocked.Decrement(ref writers); // Also when it fails: the readers must not wait for it.
            }
        }

        void Read()
        {
            for (long last = 0; Interlocked.Read(ref writers) > 0;)
            {
                // What was read under a stamp is what that stamp was published with: each transition adds one.
                var open = _ledger.Now().Open!.Value;
                if (!open.TryRead(out var state)) continue;
                Assert.Equal((long)(open.Stamp >> 8), state.Whole());
                Assert.True(state.A >= last, "A reader went back in time.");
                last = state.A;
            }
        }
    }

    [Fact]
    public void Threads_that_walk_through_both_doors_between_two_states_lose_no_sum()
    {
        var added = new long[Runners];
        Race.Run(Runners, runner =>
        {
            for (var i = 0; i < Each; i++)
            {
                switch (_ledger.Now())
                {
                    case { Open: { } open } when i % 3 == 0:
                        open.TryClose(out _, out _);
                        break;
                    case { Open: { } open }:
                        if (open.TryAdd(i % 7, null, out _)) added[runner] += i % 7;
                        break;
                    case { Shut: { } shut } when i % 2 == 0:
                        if (shut.TryRead(out var state)) state.Whole();
                        shut.TryReopen(out _, out _);
                        break;
                    default:
                        _ledger.TryFire(new Ledger.Reopen(), out _, out _);
                        break;
                }
            }
        });

        var sum = _ledger.Now().Match(0, static (at, _) => at.Read().Whole(), static (at, _) => at.Read().Whole(), static (_, _) => 0);
        Assert.Equal(added.Sum(), sum);
        Assert.True(sum > 0);
    }

    [Fact]
    public void Bodies_that_throw_under_load_change_nothing_and_block_nobody()
    {
        var thrown = new int[Runners];
        Race.Run(Runners, runner =>
        {
            for (var i = 0; i < Each / 100; i++)
            {
                Assert.True(_ledger.TryFire(new Ledger.Mark(), out _, out _));
                try
                {
                    _ledger.TryFire(new Ledger.Tear(null), out _, out _);
                }
                catch (InvalidTimeZoneException)
                {
                    thrown[runner]++;
                }
            }
        });

        Assert.All(thrown, count => Assert.Equal(Each / 100, count));
        Assert.Equal(Runners * (Each / 100), _ledger.Now().Open!.Value.Read().Whole());
    }

    [Fact]
    public void A_refusal_under_load_is_true_of_a_state_that_stood()
    {
        const long Limit = Each / 2;
        var ledger = Ledger.Start(new Limit(Limit), Ledger.Open.At(0), out _);
        var made = new long[Runners];
        Race.Run(Runners, runner =>
        {
            for (var i = 0; i < Each; i++)
            {
                if (ledger.TryFire(new Ledger.Add(1, null), out _, out var why)) made[runner]++;
                else Assert.Equal((RejectionKind.Refused, LedgerWhy.BeyondLimit), (why.Kind, why.Code));
            }
        });

        Assert.Equal((Limit, Limit), (made.Sum(), ledger.Now().Open!.Value.Read().Whole()));
    }
}
