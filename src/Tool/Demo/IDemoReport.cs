using Replication.Tool.Wire;

namespace Replication.Tool.Demo;

/// <summary>What the demo shows, in whatever form. Thread-safe: replicas are recovered side by side.</summary>
internal interface IDemoReport
{
    /// <summary>A part of the demo begins.</summary>
    void Stage(string text);

    /// <summary>What the replicas went through.</summary>
    void Pasts(IReadOnlyList<Past> pasts, ObserveReply primary);

    /// <summary>What was decided for a replica, with the proof.</summary>
    void Decision(string replica, string outcome, string proof);

    /// <summary>A session failed, or what it had reached was lost; fresh facts will be asked for.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="code">The code.</param>
    /// <param name="text">All that is known.</param>
    void Retry(string replica, string code, string text);

    /// <summary>The demo kills a replica's process.</summary>
    void Killed(string replica);

    /// <summary>Shows progress until the work is done.</summary>
    Task WatchAsync(Func<Task<ObserveReply>> observe, Task work);

    /// <summary>What happened to each replica, and why.</summary>
    void Log(IReadOnlyList<Event> events);

    /// <summary>The content of each store beside the primary's.</summary>
    void Check(IReadOnlyList<StoreContent> contents);

    /// <summary>How it ended.</summary>
    void End(DemoResult result);
}

/// <summary>One store's content.</summary>
/// <param name="Store">The store.</param>
/// <param name="Lsn">Its last LSN.</param>
/// <param name="Records">How many records it has.</param>
/// <param name="Sha256">The checksum of all keys and values.</param>
/// <param name="Same">Whether that is the primary's content.</param>
internal sealed record StoreContent(string Store, ulong Lsn, ulong Records, string Sha256, bool Same);

/// <summary>How the demo ended.</summary>
/// <param name="Replicas">How many replicas there are.</param>
/// <param name="InSync">How many are in sync.</param>
/// <param name="SameContent">How many have the primary's content.</param>
/// <param name="WrittenMeanwhile">How many records clients wrote while replicas were recovered.</param>
/// <param name="Recovering">How long the recoveries took, from the first assignment until the last replica was in sync.</param>
internal sealed record DemoResult(int Replicas, int InSync, int SameContent, int WrittenMeanwhile, TimeSpan Recovering)
{
    public bool Succeeded => InSync == Replicas && SameContent == Replicas;
}
