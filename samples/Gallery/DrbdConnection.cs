namespace Replication.Gallery;

/// <summary>
/// A DRBD connection with one device: the connection states, and from <c>Established</c> on the replication states, as <c>drbdadm status</c> names them.
/// </summary>
/// <remarks>
/// The rules are those of DRBD 9: what may follow a lost connection is from <c>is_valid_conn_transition</c>, what an administrator may begin is from
/// <c>is_valid_soft_transition</c> (both in <c>drbd_state.c</c>), what the handshake and a bitmap lead to is from <c>drbd_receiver.c</c>. <c>Connected</c> is
/// the connection whose replication is still <c>Off</c>: the two nodes compare what they have. Node and peer are in states that mirror each other:
/// <c>SyncSource</c> here is <c>SyncTarget</c> there.
/// </remarks>
[StateMachine<DrbdError>(Fence.Cas, Context = typeof(DrbdSettings))]
[On<StandAlone, Connect, Unconnected>]
[On<Unconnected, TryPeer, Connecting>]
[On<Connecting, Greet, Connected>]
[On<Connecting, Greet, Disconnecting>]             // no protocol version that both speak
[On<Connecting, LoseNetwork, NetworkFailure>]
[On<Connected, CompareData, Established>]          // both have the same,
[On<Connected, CompareData, WFBitMapS>]            // the peer lacks what is marked here,
[On<Connected, CompareData, WFBitMapT>]            // this node lacks what is marked there,
[On<Connected, CompareData, Disconnecting>]        // or both changed, or they never were the same
[On<Established, InvalidatePeer, StartingSyncS>]
[On<Established, Invalidate, StartingSyncT>]
[On<StartingSyncS, MarkAll, SyncSource>]
[On<StartingSyncS, MarkAll, PausedSyncS>]
[On<StartingSyncT, MarkAll, WFSyncUUID>]
[On<WFBitMapS, ReceiveBitmap, SyncSource>]
[On<WFBitMapS, ReceiveBitmap, PausedSyncS>]
[On<WFBitMapT, ReceiveBitmap, WFSyncUUID>]
[On<WFSyncUUID, ReceiveSyncUuid, SyncTarget>]
[On<WFSyncUUID, ReceiveSyncUuid, PausedSyncT>]
[On<SyncSource, Progress, SyncSource>]
[On<SyncSource, Pause, PausedSyncS>]
[On<SyncSource, Finish, Established>]
[On<SyncTarget, Progress, SyncTarget>]
[On<SyncTarget, Pause, PausedSyncT>]
[On<SyncTarget, Finish, Established>]
[On<PausedSyncS, Pause, PausedSyncS>]              // for one more reason
[On<PausedSyncS, Resume, PausedSyncS>]             // for one reason less,
[On<PausedSyncS, Resume, SyncSource>]              // or for none
[On<PausedSyncT, Pause, PausedSyncT>]
[On<PausedSyncT, Resume, PausedSyncT>]
[On<PausedSyncT, Resume, SyncTarget>]
[On<Established, Verify, VerifyS>]
[On<Established, PeerVerifies, VerifyT>]
[On<VerifyS, Finish, Established>]
[On<VerifyT, Finish, Established>]
[On<Established, Congest, Ahead>]                  // only marks what it writes until the link is free again
[On<Established, PeerIsAhead, Behind>]
[On<Ahead, Mark, Ahead>]
[On<Behind, Mark, Behind>]
[On<Ahead, Decongest, SyncSource>]
[On<Ahead, Decongest, PausedSyncS>]
[On<Behind, ReceiveSyncUuid, SyncTarget>]
[On<Behind, ReceiveSyncUuid, PausedSyncT>]
[On<ILinked, MissPing, Timeout>]
[On<ILinked, LoseNetwork, NetworkFailure>]
[On<ILinked, FailToSend, BrokenPipe>]
[On<ILinked, Misunderstand, ProtocolError>]
[On<ILinked, PeerDisconnects, TearDown>]
[On<ILost, Retry, Unconnected>]
[On<IConfigured, Disconnect, Disconnecting>]
[On<Disconnecting, Stop, StandAlone>]
public sealed partial class DrbdConnection
{
    /// <summary>The connection is wanted, and can be told to end. <c>Unconnected</c> is left too soon to be told anything.</summary>
    public interface IConfigured;

    /// <summary>The two nodes are connected.</summary>
    public interface ILinked : IConfigured;

    /// <summary>The connection was lost. Only another attempt, or the end, can follow.</summary>
    public interface ILost : IConfigured;

    /// <summary>This node has what the peer lacks.</summary>
    public interface ISource : ILinked;

    /// <summary>This node lacks what the peer has.</summary>
    public interface ITarget : ILinked;

    /// <summary>No connection is configured, or it was ended, or the two nodes refuse each other.</summary>
    public readonly record struct StandAlone;

    /// <summary>The connection is being ended.</summary>
    public readonly record struct Disconnecting;

    /// <summary>Between two attempts.</summary>
    public readonly record struct Unconnected;

    /// <summary>The peer did not answer in time.</summary>
    public readonly record struct Timeout : ILost;

    /// <summary>Sending failed.</summary>
    public readonly record struct BrokenPipe : ILost;

    /// <summary>The network failed.</summary>
    public readonly record struct NetworkFailure : ILost;

    /// <summary>The peer sent what no protocol version has.</summary>
    public readonly record struct ProtocolError : ILost;

    /// <summary>The peer is ending the connection.</summary>
    public readonly record struct TearDown : ILost;

    /// <summary>Waits for the peer to be visible on the network (<c>WFConnection</c> before DRBD 9).</summary>
    public readonly record struct Connecting : IConfigured;

    /// <summary>The nodes compare what they have; replication is off (<c>WFReportParams</c> before DRBD 9).</summary>
    /// <param name="Protocol">The protocol version agreed on.</param>
    public readonly record struct Connected(ushort Protocol) : ILinked;

    /// <summary>Every write goes to both.</summary>
    public readonly record struct Established : ILinked;

    /// <summary>A full synchronization of the peer is about to begin.</summary>
    public readonly record struct StartingSyncS : ISource;

    /// <summary>A full synchronization of this node is about to begin.</summary>
    public readonly record struct StartingSyncT : ITarget;

    /// <summary>Waits for the peer's bitmap, to know what to send.</summary>
    public readonly record struct WFBitMapS : ISource;

    /// <summary>Waits for the peer's bitmap, to know what to expect.</summary>
    public readonly record struct WFBitMapT : ITarget;

    /// <summary>Knows what to expect and waits for the generation that it belongs to.</summary>
    /// <param name="OutOfSync">Blocks that differ.</param>
    public readonly record struct WFSyncUUID(ulong OutOfSync) : ITarget;

    /// <summary>Sends what the peer lacks.</summary>
    /// <param name="OutOfSync">Blocks that still differ.</param>
    public readonly record struct SyncSource(ulong OutOfSync) : ISource;

    /// <summary>Receives what it lacks.</summary>
    /// <param name="OutOfSync">Blocks that still differ.</param>
    public readonly record struct SyncTarget(ulong OutOfSync) : ITarget;

    /// <summary>Would send, and must not yet.</summary>
    /// <param name="OutOfSync">Blocks that still differ.</param>
    /// <param name="Reasons">Why it rests; never none.</param>
    public readonly record struct PausedSyncS(ulong OutOfSync, PauseReasons Reasons) : ISource;

    /// <summary>Would receive, and must not yet.</summary>
    /// <param name="OutOfSync">Blocks that still differ.</param>
    /// <param name="Reasons">Why it rests; never none.</param>
    public readonly record struct PausedSyncT(ulong OutOfSync, PauseReasons Reasons) : ITarget;

    /// <summary>Compares its blocks with the peer's.</summary>
    public readonly record struct VerifyS : ILinked;

    /// <summary>The peer compares its blocks with this node's.</summary>
    public readonly record struct VerifyT : ILinked;

    /// <summary>The link is congested: writes are marked, not sent.</summary>
    /// <param name="OutOfSync">Blocks marked.</param>
    public readonly record struct Ahead(ulong OutOfSync) : ISource;

    /// <summary>The peer marks its writes and does not send them.</summary>
    /// <param name="OutOfSync">Blocks marked.</param>
    public readonly record struct Behind(ulong OutOfSync) : ITarget;

    /// <summary>An administrator wants the connection.</summary>
    public readonly record struct Connect;

    /// <summary>An attempt begins.</summary>
    public readonly record struct TryPeer;

    /// <summary>The peer is there and says which protocol versions it speaks.</summary>
    /// <param name="Lowest">The lowest.</param>
    /// <param name="Highest">The highest.</param>
    public readonly record struct Greet(ushort Lowest, ushort Highest);

    /// <summary>Each node has told the other which data it has.</summary>
    /// <param name="Mine">This node's generation.</param>
    /// <param name="Peers">The peer's.</param>
    public readonly record struct CompareData(DataGeneration Mine, DataGeneration Peers);

    /// <summary>An administrator declares the peer's data worthless.</summary>
    public readonly record struct InvalidatePeer;

    /// <summary>An administrator declares this node's data worthless.</summary>
    public readonly record struct Invalidate;

    /// <summary>Every block is marked as different.</summary>
    /// <param name="Blocks">How many there are.</param>
    /// <param name="Pause">What forbids to begin.</param>
    public readonly record struct MarkAll(ulong Blocks, PauseReasons Pause);

    /// <summary>The peer's bitmap has come and is joined with this node's.</summary>
    /// <param name="OutOfSync">Blocks that differ.</param>
    /// <param name="Pause">What forbids to begin.</param>
    public readonly record struct ReceiveBitmap(ulong OutOfSync, PauseReasons Pause);

    /// <summary>The peer names the generation that the synchronization leads to, and begins.</summary>
    /// <param name="Pause">What forbids to begin.</param>
    public readonly record struct ReceiveSyncUuid(PauseReasons Pause);

    /// <summary>Blocks are the same now.</summary>
    /// <param name="Blocks">How many.</param>
    public readonly record struct Progress(ulong Blocks);

    /// <summary>The work is done.</summary>
    public readonly record struct Finish;

    /// <summary>The synchronization has to rest.</summary>
    /// <param name="Reasons">Why.</param>
    public readonly record struct Pause(PauseReasons Reasons);

    /// <summary>Some of what the synchronization rests for is over.</summary>
    /// <param name="Reasons">What is.</param>
    public readonly record struct Resume(PauseReasons Reasons);

    /// <summary>An administrator wants the blocks compared.</summary>
    public readonly record struct Verify;

    /// <summary>One of the peer does.</summary>
    public readonly record struct PeerVerifies;

    /// <summary>More is under way than the link takes.</summary>
    public readonly record struct Congest;

    /// <summary>The peer's link is congested.</summary>
    public readonly record struct PeerIsAhead;

    /// <summary>A write was marked and not sent.</summary>
    /// <param name="Blocks">How many blocks it made different.</param>
    public readonly record struct Mark(ulong Blocks);

    /// <summary>The link is free again.</summary>
    /// <param name="Pause">What forbids to synchronize what was marked.</param>
    public readonly record struct Decongest(PauseReasons Pause);

    /// <summary>The peer does not answer.</summary>
    public readonly record struct MissPing;

    /// <summary>The network fails.</summary>
    public readonly record struct LoseNetwork;

    /// <summary>Sending fails.</summary>
    public readonly record struct FailToSend;

    /// <summary>The peer sends what cannot be understood.</summary>
    public readonly record struct Misunderstand;

    /// <summary>The peer ends the connection.</summary>
    public readonly record struct PeerDisconnects;

    /// <summary>What belonged to the lost connection is cleared away.</summary>
    public readonly record struct Retry;

    /// <summary>An administrator wants the connection ended.</summary>
    public readonly record struct Disconnect;

    /// <summary>What belonged to the connection is cleared away.</summary>
    public readonly record struct Stop;

    static Next<Connected, Disconnecting, DrbdError> On(in Connecting s, in Greet t, in DrbdSettings settings) =>
        t.Lowest > settings.HighestProtocol || t.Highest < settings.LowestProtocol
            ? new Disconnecting()
            : new Connected(Math.Min(t.Highest, settings.HighestProtocol));

    // Who marked changes since the generation that the other one has, has more. Both marked: both changed (a split brain). Neither: they are strangers.
    static Next<Established, WFBitMapS, WFBitMapT, Disconnecting, DrbdError> On(in Connected s, in CompareData t) =>
        t.Mine.Current == t.Peers.Current ? new Established()
        : (t.Mine.Bitmap == t.Peers.Current, t.Peers.Bitmap == t.Mine.Current) switch
        {
            (true, false) => new WFBitMapS(),
            (false, true) => new WFBitMapT(),
            _ => new Disconnecting(),
        };

    static Next<SyncSource, PausedSyncS, DrbdError> On(in StartingSyncS s, in MarkAll t) => Source(t.Blocks, t.Pause);

    static WFSyncUUID On(in StartingSyncT s, in MarkAll t) => new(t.Blocks);

    static Next<SyncSource, PausedSyncS, DrbdError> On(in WFBitMapS s, in ReceiveBitmap t) => Source(t.OutOfSync, t.Pause);

    static WFSyncUUID On(in WFBitMapT s, in ReceiveBitmap t) => new(t.OutOfSync);

    static Next<SyncTarget, PausedSyncT, DrbdError> On(in WFSyncUUID s, in ReceiveSyncUuid t) => Target(s.OutOfSync, t.Pause);

    static Next<SyncSource, DrbdError> On(in SyncSource s, in Progress t) =>
        t.Blocks > s.OutOfSync ? DrbdError.BeyondBitmap.Because(t.Blocks, s.OutOfSync) : new SyncSource(s.OutOfSync - t.Blocks);

    static Next<PausedSyncS, DrbdError> On(in SyncSource s, in Pause t) =>
        t.Reasons == PauseReasons.None ? DrbdError.NoReason.Because("a pause needs one") : new PausedSyncS(s.OutOfSync, t.Reasons);

    static Next<Established, DrbdError> On(in SyncSource s, in Finish t) =>
        s.OutOfSync > 0 ? DrbdError.StillOutOfSync.Because(0UL, s.OutOfSync) : new Established();

    static Next<SyncTarget, DrbdError> On(in SyncTarget s, in Progress t) =>
        t.Blocks > s.OutOfSync ? DrbdError.BeyondBitmap.Because(t.Blocks, s.OutOfSync) : new SyncTarget(s.OutOfSync - t.Blocks);

    static Next<PausedSyncT, DrbdError> On(in SyncTarget s, in Pause t) =>
        t.Reasons == PauseReasons.None ? DrbdError.NoReason.Because("a pause needs one") : new PausedSyncT(s.OutOfSync, t.Reasons);

    static Next<Established, DrbdError> On(in SyncTarget s, in Finish t) =>
        s.OutOfSync > 0 ? DrbdError.StillOutOfSync.Because(0UL, s.OutOfSync) : new Established();

    static PausedSyncS On(in PausedSyncS s, in Pause t) => s with { Reasons = s.Reasons | t.Reasons };

    static Next<PausedSyncS, SyncSource, DrbdError> On(in PausedSyncS s, in Resume t) =>
        (s.Reasons & t.Reasons) == 0 ? DrbdError.NotPausedForThat.Because(t.Reasons, s.Reasons)
        : (s.Reasons & ~t.Reasons) is var left && left != PauseReasons.None ? s with { Reasons = left }
        : new SyncSource(s.OutOfSync);

    static PausedSyncT On(in PausedSyncT s, in Pause t) => s with { Reasons = s.Reasons | t.Reasons };

    static Next<PausedSyncT, SyncTarget, DrbdError> On(in PausedSyncT s, in Resume t) =>
        (s.Reasons & t.Reasons) == 0 ? DrbdError.NotPausedForThat.Because(t.Reasons, s.Reasons)
        : (s.Reasons & ~t.Reasons) is var left && left != PauseReasons.None ? s with { Reasons = left }
        : new SyncTarget(s.OutOfSync);

    static Next<VerifyS, DrbdError> On(in Established s, in Verify t, in DrbdSettings settings) =>
        settings.HasVerifyAlgorithm ? new VerifyS() : DrbdError.NoVerifyAlgorithm.Because("verify-alg is not set");

    static Ahead On(in Established s, in Congest t) => new(0);

    static Behind On(in Established s, in PeerIsAhead t) => new(0);

    static Ahead On(in Ahead s, in Mark t) => new(s.OutOfSync + t.Blocks);

    static Behind On(in Behind s, in Mark t) => new(s.OutOfSync + t.Blocks);

    static Next<SyncSource, PausedSyncS, DrbdError> On(in Ahead s, in Decongest t) => Source(s.OutOfSync, t.Pause);

    static Next<SyncTarget, PausedSyncT, DrbdError> On(in Behind s, in ReceiveSyncUuid t) => Target(s.OutOfSync, t.Pause);

    private static Next<SyncSource, PausedSyncS, DrbdError> Source(ulong outOfSync, PauseReasons pause) =>
        pause == PauseReasons.None ? new SyncSource(outOfSync) : new PausedSyncS(outOfSync, pause);

    private static Next<SyncTarget, PausedSyncT, DrbdError> Target(ulong outOfSync, PauseReasons pause) =>
        pause == PauseReasons.None ? new SyncTarget(outOfSync) : new PausedSyncT(outOfSync, pause);
}
