using System.Buffers;

namespace Replication.Recovery;

/// <summary>
/// What of the engine survives a restart of the process, in one append-only file: the high-water of session IDs, the high-water of epochs per volume, and which recoveries were
/// under way. One journal serves all registries of a host.
/// </summary>
/// <remarks>
/// <para>What is durable when:</para>
/// <list type="bullet">
/// <item><description>Session IDs, before they are used: <see cref="Reserve"/> returns when the end of the block is on the disk, and a <see cref="SessionIdSource"/> gives out
/// none beyond it. After a crash the rest of a block is skipped, never reused.</description></item>
/// <item><description>The epoch high-water of a volume, before <see cref="RaiseEpoch"/> returns success. Those that are raised at once share a flush.</description></item>
/// <item><description>Beginnings, steps and ends of recoveries, when <see cref="WriteAsync"/> has completed: a batch becomes durable as one append and one flush. The last of
/// them may be missing after a crash, and events that gave way before the follower read them are missing for good (<see cref="MissedEvents"/>). Both are safe, because a restarted
/// process has no live session and decides from fresh facts: a recovery may be listed that had ended, or not listed though it had just begun.</description></item>
/// </list>
/// <para>
/// A tail that a crash tore (cut short, or zeros where data never came) was never answered for and is cut off when the file is opened. Damage anywhere else is refused: to go on
/// without what it held could use session IDs again. The file is compacted by replacing it, so it is bounded by twice what it remembers plus what is appended between two
/// compactions. Beside it lie <c>.lock</c>, held while it is open so that no second process opens it, and for a moment <c>.new</c>.
/// </para>
/// <para>
/// After a write failed nobody knows what is on the disk: every later write fails too, until the journal is opened again. Thread-safe; writes wait for one another and for the
/// disk, reads for nothing.
/// </para>
/// </remarks>
public sealed class RecoveryJournal : ISessionIdJournal, IEpochJournal, IRecoveryLogSink, IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly FileStream _exclusive;
    private readonly JournalFile _file;
    private readonly int _compactAfter;
    private readonly JournalGroup _raised;
    private JournalState _state;
    private ulong _missed;
    private Exception? _failure;
    private bool _disposed;

    private RecoveryJournal(string path, FileStream exclusive, JournalFile file, JournalState state, int compactAfter)
    {
        _path = path;
        _exclusive = exclusive;
        _file = file;
        _state = state;
        _compactAfter = compactAfter;
        _raised = new JournalGroup(_lock, TryWrite);
    }

    /// <summary>The highest session ID that may have been used; 0 = none.</summary>
    public ulong HighWater => State.SessionHighWater;

    /// <summary>
    /// The recoveries that began and whose end is not recorded, by volume and replica in ordinal order. Right after <see cref="Open"/> these are the ones that earlier processes
    /// left; one stays until its replica begins another session or is removed by an intent, or until <see cref="Forget"/>.
    /// </summary>
    public IReadOnlyList<UnfinishedRecovery> Unfinished => [.. State.Recoveries.Values];

    /// <summary>How many events gave way before they reached this journal, since it was opened.</summary>
    public ulong MissedEvents => Volatile.Read(ref _missed);

    private JournalState State => Volatile.Read(ref _state);

    /// <summary>
    /// Opens a journal, or begins one where there is no file. A file that holds nothing but a session-ID high-water in decimal, as journals were before, is replaced by a
    /// journal that goes on above it. Who moves here from another <see cref="ISessionIdJournal"/> reserves that one's high-water before using this one.
    /// </summary>
    /// <param name="path">The file. Its folder exists, and is on a disk that keeps what it was told to flush.</param>
    /// <param name="compactAfter">Bytes that are appended at least before the file is compacted; at least 1.</param>
    /// <returns>
    /// The journal, or <c>storage_failed</c>: the file is damaged, no journal, of another version, open elsewhere, or not accessible. Nothing was changed then.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="compactAfter"/> is below 1.</exception>
    public static Result<RecoveryJournal> Open(string path, int compactAfter = 1 << 20)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(compactAfter, 1);
        path = Path.GetFullPath(path);
        FileStream? exclusive = null;
        try
        {
            exclusive = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            JournalFile.RemoveLeftover(path);
            if (!File.Exists(path)) JournalFile.Replace(path, JournalImage.Of(JournalState.Empty));
            if (!JournalImage.Read(TakenOver(path, File.ReadAllBytes(path)), What(path)).TryGet(out var content, out var error)) return error;
            var journal = new RecoveryJournal(path, exclusive, JournalFile.Open(path, content), content.State, compactAfter);
            exclusive = null;
            return journal;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RecoveryError(RecoveryCode.StorageFailed, What(path), e.Message, "a file in a folder that can be written to, open nowhere else");
        }
        finally
        {
            exclusive?.Dispose();
        }
    }

    /// <summary>The highest epoch that may have been accepted for a volume; none where there was none. Below it nothing may begin after a restart.</summary>
    /// <param name="volume">The volume.</param>
    public Epoch EpochHighWater(VolumeId volume) => State.Epochs.GetValueOrDefault(volume);

    /// <summary>Returns when the new session-ID high-water is durable. One below the present one changes nothing.</summary>
    /// <param name="highWater">The highest ID that may be used from now on.</param>
    /// <returns>None; or <c>storage_failed</c>: it may or may not be durable, and no ID above the former one may be used.</returns>
    /// <exception cref="ObjectDisposedException">The journal is closed, and the ID is above the high-water.</exception>
    public RecoveryError Reserve(ulong highWater)
    {
        lock (_lock)
        {
            return highWater > _state.SessionHighWater ? TryWrite([JournalRecord.SessionsReserved(highWater)]) : default;
        }
    }

    /// <summary>Returns when the new epoch high-water of a volume is durable. One below the present one changes nothing.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="epoch">The epoch that is accepted from now on.</param>
    /// <returns>None; <c>empty_id</c>; or <c>storage_failed</c>: it may or may not be durable, and the intent that brought it must not be accepted.</returns>
    /// <exception cref="ArgumentException">The volume's ID is not valid UTF-16.</exception>
    /// <exception cref="ObjectDisposedException">The journal is closed, and the epoch is above the high-water.</exception>
    public RecoveryError RaiseEpoch(VolumeId volume, Epoch epoch)
    {
        if (volume.IsEmpty) return EmptyId();
        if (epoch <= EpochHighWater(volume)) return default;
        var record = JournalRecord.EpochRaised(volume, epoch);
        _ = record.Encode();   // an ID that cannot be written fails here, and not those that share its flush
        return _raised.Write(record);
    }

    /// <summary>Removes a recovery from <see cref="Unfinished"/> that nobody will begin again, durably: its replica or its volume is gone.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="replica">The replica.</param>
    /// <returns>None, also where there is no such recovery; or <c>storage_failed</c>.</returns>
    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public RecoveryError Forget(VolumeId volume, ReplicaId replica)
    {
        lock (_lock)
        {
            return _state.Recoveries.TryGetValue((volume, replica), out var standing)
                ? TryWrite([JournalRecord.RecoveryEnded(volume, replica, standing.Session)])
                : default;
        }
    }

    /// <summary>Records which recoveries began, went on and ended; completes when that is durable. Blocks its thread for the flush, not the engine.</summary>
    /// <param name="batch">The events.</param>
    /// <param name="cancellationToken">Only asked before anything is written.</param>
    /// <exception cref="IOException">They could not be made durable; or an earlier write failed.</exception>
    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public ValueTask WriteAsync(RecoveryLogBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Volatile.Write(ref _missed, _missed + batch.Missed);
            var records = new List<JournalRecord>();
            var state = _state;
            foreach (var e in batch.Events)
            {
                if (state.RecordOf(e) is not { } record) continue;
                records.Add(record);
                state = state.With(record);
            }

            if (records.Count > 0) Write(records);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the file. What was written is durable already.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _file.Dispose();
            _exclusive.Dispose();
        }
    }

    private static string What(string path) => $"recovery journal {path}";

    // In its place and as one replacement: after a crash there is the former file or the journal, and both go on above its high-water.
    private static byte[] TakenOver(string path, byte[] file)
    {
        if (!FormerSessionFile.TryRead(file, out var highWater)) return file;
        file = JournalImage.Of(JournalState.Empty.With(JournalRecord.SessionsReserved(highWater)));
        JournalFile.Replace(path, file);
        return file;
    }

    private static RecoveryError EmptyId() => new(RecoveryCode.EmptyId, "a volume without an ID", null, "a non-empty ID");

    private RecoveryError TryWrite(IReadOnlyList<JournalRecord> records)
    {
        try
        {
            Write(records);
            return default;
        }
        catch (IOException e)
        {
            return new RecoveryError(RecoveryCode.StorageFailed, What(_path), e.Message, "the journal, opened again");
        }
    }

    private void Write(IReadOnlyList<JournalRecord> records)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_failure is not null) throw new IOException($"An earlier write to the {What(_path)} failed; it has to be opened again.", _failure);
        var frames = new ArrayBufferWriter<byte>();
        var state = _state;
        foreach (var record in records)
        {
            frames.Write(JournalFrame.Wrap(record.Encode()));
            state = state.With(record);
        }

        try
        {
            _file.Append(frames.WrittenSpan);
            Volatile.Write(ref _state, state);
            if (_file.Length - _file.BaseLength >= Math.Max(_compactAfter, _file.BaseLength)) _file.Replace(JournalImage.Of(state));
        }
        catch (Exception e)
        {
            _failure = e;
            if (e is UnauthorizedAccessException) throw new IOException($"The {What(_path)} could not be written.", e);
            throw;
        }
    }
}
