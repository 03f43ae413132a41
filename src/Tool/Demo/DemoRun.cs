using System.Diagnostics;
using Grpc.Core;
using Replication.Recovery;
using Replication.Tool.Wire;

namespace Replication.Tool.Demo;

/// <summary>The demo from the first record to the last comparison.</summary>
internal sealed class DemoRun(DemoOptions options, IDemoReport report, CancellationToken cancellationToken)
{
    private static readonly VolumeId Volume = new("demo");
    private static readonly Epoch Epoch = new(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string InSync = ReplicaState.InSync.Text();

    public async Task<DemoResult> ExecuteAsync()
    {
        using var folder = DemoFolder.Open(options.Folder);
        folder.DemandRoom((long)options.Records * (options.ValueSize + 64) * (options.Replicas + 3));
        report.Stage($"Writing {options.Records:N0} records of {options.ValueSize:N0} bytes and giving {options.Replicas} replicas their pasts");
        var pasts = await Task.Run(() => new PastMaker(options, folder, Volume, cancellationToken).Make(), cancellationToken);

        await using var cluster = new Cluster(folder, Volume, [.. options.ReplicaNames]);
        try
        {
            return await ExecuteAsync(folder, cluster, pasts);
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DemoException(cluster.PrimaryHasExited
                ? "the primary's process ended in the middle; its replicas are as they were, and nothing of the demo is left: start it again"
                : $"a process of the demo does not answer ({e.StatusCode}); start the demo again");
        }
    }

    private async Task<DemoResult> ExecuteAsync(DemoFolder folder, Cluster cluster, IReadOnlyList<Past> pasts)
    {
        report.Stage($"Starting a primary and {options.Replicas} replicas, each in a process of its own");
        await cluster.StartAsync(Epoch, cancellationToken);
        report.Pasts(pasts, await ObserveAsync(cluster));

        report.Stage("Assigning all replicas and bringing them back, while clients go on writing");
        var watch = Stopwatch.StartNew();
        var writer = new LiveWriter(cluster.Primary, options);
        using var plane = new ControlPlane(cluster, Epoch, report);
        await RecoverAsync(cluster, plane, writer);
        await AcknowledgedAsync(plane, cluster, writer.LastLsn);
        var recovering = watch.Elapsed;

        var observed = await ObserveAsync(cluster, after: 0);
        report.Log([.. observed.Events]);
        if (options.Corrupt is { } victim) await CorruptAsync(cluster, folder, victim);
        report.Stage("Comparing the whole content of every replica with the primary's");
        var contents = await CompareAsync(cluster);
        report.Check(contents);
        return new DemoResult(
            options.Replicas,
            observed.Standings.Count(s => s.State == InSync),
            contents.Count(c => c.Same) - 1,
            writer.Written,
            recovering);
    }

    // Who only wants to know how things stand asks for no events: the log may be long, and this is asked many times a second.
    private async Task<ObserveReply> ObserveAsync(Cluster cluster, ulong after = ulong.MaxValue) =>
        await cluster.Primary.ObserveAsync(new ObserveRequest { After = after }, cancellationToken: cancellationToken);

    private async Task RecoverAsync(Cluster cluster, ControlPlane plane, LiveWriter writer)
    {
        using var stopWriting = new CancellationTokenSource();
        var recovery = plane.RecoverAllAsync(cancellationToken);
        var writing = WriteAfterAsync(plane.Decided, recovery, writer, stopWriting.Token);
        var killing = options.Kill is { } victim ? KillAsync(cluster, victim, recovery) : Task.CompletedTask;
        await report.WatchAsync(() => ObserveAsync(cluster), Task.WhenAny(Task.WhenAll(recovery, killing), Task.WhenAll(writing, killing)).Unwrap());
        await stopWriting.CancelAsync();
        await Task.WhenAll(recovery, killing, writing);
    }

    // Clients write from the moment every first decision is made, so that the pasts are decided as they were made.
    private async Task WriteAfterAsync(Task decided, Task recovery, LiveWriter writer, CancellationToken stop)
    {
        await Task.WhenAny(decided, recovery);
        await writer.RunAsync(stop, cancellationToken);
    }

    // As a power cut would: as soon as the replica is being worked on, or is in sync because there was nothing to do.
    private async Task KillAsync(Cluster cluster, string victim, Task recovery)
    {
        while (!recovery.IsFaulted)
        {
            var observed = await ObserveAsync(cluster);
            if (observed.Activities.Any(a => a.Replica == victim && a.Done > 0) || observed.Standings.Any(s => s.Replica == victim && s.State == InSync))
            {
                report.Killed(victim);
                await cluster.KillAsync(victim);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
        }
    }

    // Live shipping has to bring every replica to the last record written. One that is in sync no longer is brought back like any other.
    private async Task AcknowledgedAsync(ControlPlane plane, Cluster cluster, ulong lsn)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var observed = await ObserveAsync(cluster);
            if (observed.Standings.FirstOrDefault(s => s.State != InSync || cluster.HasExited(s.Replica)) is { } lost)
            {
                if (patience.Elapsed > Patience) throw new DemoException($"{lost.Replica} does not stay in sync: it is {lost.State}");
                report.Retry(lost.Replica, "in sync no longer", $"{lost.Replica} is {lost.State}");
                await plane.RecoverAgainAsync(lost.Replica, cancellationToken);
                continue;
            }

            var behind = observed.Standings.FirstOrDefault(s => s.Acknowledged < Math.Max(lsn, observed.Committed));
            if (behind is null) return;
            if (patience.Elapsed > Patience)
                throw new DemoException($"{behind.Replica} is in sync and acknowledged LSN {behind.Acknowledged} of {observed.Committed} for {Patience.TotalSeconds} s");
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    private async Task CorruptAsync(Cluster cluster, DemoFolder folder, string victim)
    {
        report.Stage($"Changing one value on {victim} behind its back");
        await cluster.RestartAsync(victim, cancellationToken, () => Corruption.ChangeOneValue(folder.Of(victim), Volume));
    }

    private async Task<IReadOnlyList<StoreContent>> CompareAsync(Cluster cluster)
    {
        var asked = cluster.Replicas.Select(r => cluster.ChecksumAsync(r, cancellationToken)).ToArray();
        var primary = await cluster.Primary.ChecksumAsync(new ChecksumRequest(), cancellationToken: cancellationToken);
        var replicas = await Task.WhenAll(asked);
        StoreContent Of(string store, ChecksumReply reply) => reply.Error is { } error
            ? throw new DemoException($"the content of {store} cannot be read: {error.Text}")
            : new StoreContent(store, reply.Lsn, reply.Records, reply.Sha256, reply.Records == primary.Records && reply.Sha256 == primary.Sha256);
        return [Of("primary", primary), .. cluster.Replicas.Zip(replicas, Of)];
    }
}
