namespace Replication.Transport.Grpc;

/// <summary>How bytes are moved. Immutable; one instance serves a whole process, the primary's half and the replica's.</summary>
public sealed record TransportOptions
{
    /// <summary>What a frame carries besides its bytes: authority, LSNs, names.</summary>
    internal const int Headroom = 64 * 1024;

    /// <summary>The size a frame of log or of a base should not pass, in bytes. Default 1 MiB.</summary>
    public int ChunkBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// The largest entry that can be shipped, in bytes: a chunk passes <see cref="ChunkBytes"/> only where one entry alone does. Must not be larger on the primary
    /// than on its replicas. Default 16 MiB.
    /// </summary>
    public int MaxEntryBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many bytes of one stream may be unacknowledged; a frame larger than that goes alone. Default 8 MiB.</summary>
    public ulong WindowBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How many entries of one stream may be unacknowledged, as a distance in LSN; a frame larger than that goes alone. 0 = unlimited, the default.</summary>
    public ulong WindowEntries { get; init; }

    /// <summary>
    /// How fast catch-up and base transfers may send to one replica, in bytes per second, so that clients are not starved (fault P4). Live streams are not limited:
    /// they must keep up. 0 = unlimited, the default.
    /// </summary>
    public ulong BytesPerSecond { get; init; }

    /// <summary>How long connecting to a replica may take. Default 5 s.</summary>
    public TimeSpan ConnectDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a replica may take to answer a handshake, or to accept a live stream. Default 10 s.</summary>
    public TimeSpan HandshakeDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a replica may take to truncate its log. Default 60 s.</summary>
    public TimeSpan TruncateDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a connection with calls on it may be silent before it is asked whether it lives. Default 5 s; at least 1 s.</summary>
    public TimeSpan KeepAliveDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long that answer may take before the connection counts as lost. Default 5 s; at least 1 s.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a stream asks whether its pin was revoked while it waits for a slow replica; between chunks it always asks. Default 1 s.
    /// </summary>
    public TimeSpan PinCheckInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Told whenever a stream begins to wait, and for what. Called on the stream's own thread, possibly by several streams at once; it must neither block nor throw.
    /// </summary>
    public Action<StreamWait>? Waiting { get; init; }

    /// <summary>The largest message, in bytes.</summary>
    internal int MaxMessageBytes => Math.Max(ChunkBytes, MaxEntryBytes) + Headroom;

    /// <summary>Refuses values that cannot work.</summary>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value cannot work; names the option.</exception>
    internal TransportOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ChunkBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxEntryBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ChunkBytes, int.MaxValue - Headroom);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxEntryBytes, int.MaxValue - Headroom);
        ArgumentOutOfRangeException.ThrowIfZero(WindowBytes);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectDeadline, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HandshakeDeadline, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TruncateDeadline, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepAliveDelay, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepAliveTimeout, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(PinCheckInterval, TimeSpan.FromMilliseconds(1));
        return this;
    }
}
