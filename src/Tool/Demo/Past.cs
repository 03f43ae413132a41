namespace Replication.Tool.Demo;

/// <summary>What a replica went through before the demo recovers it.</summary>
internal enum PastKind
{
    UpToDate,
    Behind,
    Diverged,
    BehindRetention,
}

/// <summary>One replica's past.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Kind">What it went through.</param>
/// <param name="Lsn">Its last LSN.</param>
internal sealed record Past(string Replica, PastKind Kind, ulong Lsn)
{
    public string Story => Kind switch
    {
        PastKind.UpToDate => "up to date",
        PastKind.Behind => "stopped a while ago, the log since is retained",
        PastKind.Diverged => "followed the old primary: its tail was never shared",
        _ => "stopped so long ago that the log since is gone",
    };

    public static PastKind KindOf(int index) => (PastKind)(index % 4);
}
