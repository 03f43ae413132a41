using Replication.Recovery;

namespace Replication.Tool.Replay;

/// <summary>
/// A storage port in memory that achieves exactly what is asked, so that a trace of decisions can be replayed through the real executor. It counts its pins: a pin
/// left behind is a divergence.
/// </summary>
internal sealed class ReplayPort : IStoragePort
{
    private readonly Dictionary<ulong, Pin> _pins = [];
    private ulong _lastPin;

    /// <summary>The history of the step that is replayed.</summary>
    public RetainedHistory? History { get; set; }

    /// <summary>The replica's highest durable LSN in the step that is replayed.</summary>
    public Lsn Flushed { get; set; }

    /// <summary>Pins taken and neither released nor owned by a live stream.</summary>
    public int OpenPins => _pins.Count;

    public ValueTask<Result<HistoryReading>> ReadHistoryAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<Result<HistoryReading>>(History is null
            ? new RecoveryError(RecoveryCode.NoHistory, "a trace step without history", null, "a history in the trace")
            : new HistoryReading(History, null));

    public ValueTask<Result<ReplicaFacts>> ReadFactsAsync(Authority authority, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Result<ReplicaFacts>>(Facts(authority.Volume, Flushed));

    public static ReplicaFacts Facts(VolumeId volume, Lsn flushed) =>
        new(volume, new StoreId("trace"), Epoch.None, SessionId.None, flushed, Lsn.Zero, null, BaseUnfinished: false);

    public ValueTask<Result<Pin>> PinAsync(PinRequest request, CancellationToken cancellationToken)
    {
        var to = request.Kind switch
        {
            PinKind.Snapshot => request.From,
            PinKind.FullBase => History?.Committed ?? Lsn.Zero,
            _ => History?.Head ?? Lsn.Zero,
        };
        var pin = new Pin(++_lastPin, request, request.From, to);
        _pins.Add(pin.Id, pin);
        return ValueTask.FromResult<Result<Pin>>(pin);
    }

    public ValueTask ReleaseAsync(Pin pin)
    {
        if (!_pins.Remove(pin.Id)) throw new InvalidOperationException($"Pin {pin.Id} was released twice.");
        return ValueTask.CompletedTask;
    }

    public ValueTask<Result<Lsn>> TruncateAsync(Authority authority, Lsn to, CancellationToken cancellationToken) => Achieved(to);

    public ValueTask<Result<Lsn>> StreamAsync(Authority authority, Pin pin, Lsn start, Lsn end, CancellationToken cancellationToken) => Achieved(end);

    public ValueTask<Result<Lsn>> TransferBaseAsync(Authority authority, Pin pin, IProgress<BaseProgress> progress, CancellationToken cancellationToken) =>
        Achieved(pin.To);

    public ValueTask<Result<ILiveStream>> OpenLiveStreamAsync(Authority authority, Pin pin, Lsn from, CancellationToken cancellationToken)
    {
        _pins.Remove(pin.Id);
        return ValueTask.FromResult(Result.Ok<ILiveStream>(new ReplayStream(from)));
    }

    private static ValueTask<Result<Lsn>> Achieved(Lsn lsn) => ValueTask.FromResult<Result<Lsn>>(lsn);

    /// <summary>A live stream with nothing to ship: a trace has no time after its last step.</summary>
    private sealed class ReplayStream(Lsn from) : ILiveStream
    {
        private readonly TaskCompletionSource<RecoveryError> _ended = new();

        public Lsn Acknowledged => from;

        public Task<RecoveryError> Ended => _ended.Task;

        public ValueTask DisposeAsync()
        {
            _ended.TrySetResult(new RecoveryError(RecoveryCode.Cancelled));
            return ValueTask.CompletedTask;
        }
    }
}
