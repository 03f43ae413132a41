using Replication.Recovery;

namespace Replication.Storage.RocksDb;

public sealed partial class RocksDbReplica
{
    /// <inheritdoc/>
    /// <remarks>
    /// A base already being received is given up. <c>verification_failed</c>, and no mark, for a manifest whose names are not plain file names.
    /// </remarks>
    /// <returns>The LSN that the base will hold.</returns>
    public Result<Lsn> BeginBase(Authority authority, BaseManifest manifest) => Guarded(authority, "a base", () =>
    {
        var error = BaseFiles.Validate(manifest);
        if (!error.IsNone) return error;
        _incoming?.Dispose();
        _incoming = null;
        _folder.Update(_folder.Record with { BaseUnfinished = true });
        Reached(StoreStep.MarkedUnfinished);
        _folder.PrepareNextGeneration();
        _incoming = new IncomingBase(manifest, authority, _folder.ContentOf(_folder.NextGeneration));
        return (Result<Lsn>)manifest.At;
    });

    /// <inheritdoc/>
    /// <returns>The length of the file now.</returns>
    public Result<ulong> WriteBase(Authority authority, string file, ulong offset, ReadOnlyMemory<byte> bytes) =>
        Guarded(authority, "bytes of a base", () =>
        Receiving(authority, $"bytes of the file {file}").TryGet(out var incoming, out var error) ? incoming.Write(file, offset, bytes.Span) : error);

    /// <inheritdoc/>
    /// <remarks>The mark and the content change in one rename. Afterwards the base itself is the store's checkpoint.</remarks>
    public Result<Lsn> FinishBase(Authority authority) => Guarded(authority, "the end of a base", () =>
    {
        if (!Receiving(authority, "the end of a base").TryGet(out var incoming, out var error)) return error;
        _incoming = null;
        error = incoming.Finish();
        if (!error.IsNone) return error;
        Reached(StoreStep.BaseVerified);

        var next = _folder.NextGeneration;
        var checkpoints = _folder.CheckpointsOf(next);
        Directory.CreateDirectory(checkpoints);
        error = incoming.Open(CheckpointShelf.FolderOf(checkpoints, incoming.Manifest.At));
        if (!error.IsNone) return error;
        FolderSync.Flush(checkpoints);
        SwitchToNextGeneration(_folder.Record with { BaseUnfinished = false }, () => Database.Open(_folder.Content, _options));
        return (Result<Lsn>)incoming.Manifest.At;
    });

    private Result<IncomingBase> Receiving(Authority authority, string presented) =>
        _incoming is null
            ? new RecoveryError(RecoveryCode.InvalidRange, presented, "no base is being received", "the begin of a base first")
        : _incoming.Epoch != authority.Epoch || _incoming.Session != authority.Session
            ? new RecoveryError(
                RecoveryCode.InvalidRange,
                $"{presented} for epoch {authority.Epoch}, session {authority.Session}",
                $"the base was begun for epoch {_incoming.Epoch}, session {_incoming.Session}",
                "the begin of a base of its own first")
        : _incoming;
}
