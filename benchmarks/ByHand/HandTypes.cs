namespace Replication.Benchmarks.ByHand;

internal enum HandState
{
    Disconnected,
    Connecting,
    CatchingUp,
    InSync,
}

internal enum HandPhase
{
    Init,
    Connecting,
    Handshake,
    CatchUp,
    Completed,
    Invalidated,
}

internal sealed record HandEndpoint(string Data, string Control, ulong Version);

internal sealed record HandBudget(ulong Milliseconds, ulong Entries, ulong Stall);

internal sealed record HandHistory(ulong Head, ulong Tail, ulong Committed);

internal sealed record HandIntent(
    ulong Epoch, ulong Revision, IReadOnlyList<(string Replica, HandEndpoint Endpoint)> Replicas, IReadOnlyList<(string Replica, HandBudget Budget)> Targets);

internal sealed class HandSender(string replica)
{
    public string Replica { get; } = replica;

    public HandState State { get; set; }

    public required HandEndpoint Endpoint { get; set; }

    public required ulong Epoch { get; set; }

    public HandSession? Session { get; set; }

    public ulong LastSession { get; set; }

    public string? LastEnd { get; set; }
}

internal sealed class HandSession(ulong session, HandBudget budget)
{
    public ulong Session { get; } = session;

    public HandBudget Budget { get; } = budget;

    public HandPhase Phase { get; set; }

    public ulong Start { get; set; }

    public ulong Target { get; set; }

    public ulong? TruncateTo { get; set; }

    public ulong Recovered { get; set; }

    public ulong Began { get; set; }

    public ulong LastProgress { get; set; }
}
