using Google.Protobuf;
using Replication.Recovery;
using Replication.Transport.Grpc.Flow;
using Replication.Transport.Grpc.Wire;

namespace Replication.Transport.Grpc.Primary;

/// <summary>Copies one pinned base to one replica: see <see cref="IStoragePort.TransferBaseAsync"/>. Used once.</summary>
/// <param name="store">Where the base is read.</param>
/// <param name="pin">What holds it.</param>
/// <param name="authority">On whose behalf.</param>
/// <param name="manifest">What it consists of.</param>
/// <param name="progress">Told what the replica has written.</param>
/// <param name="options">Sizes.</param>
internal sealed class BaseTransfer(
    IPrimaryStore store, Pin pin, Recovery.Authority authority, BaseManifest manifest, IProgress<BaseProgress> progress, TransportOptions options)
{
    private readonly Wire.Authority _authority = authority.ToWire();
    private readonly ulong _total = manifest.TotalBytes;
    private ulong _copied;
    private Lsn? _finished;

    /// <summary>Copies. Reads the files on the calling thread.</summary>
    /// <param name="client">The replica.</param>
    /// <param name="flow">Window and rate.</param>
    /// <param name="watch">Watches the pin.</param>
    /// <param name="stop">Ends the call.</param>
    /// <returns>The LSN of the verified base.</returns>
    public async Task<Result<Lsn>> RunAsync(Wire.Replica.ReplicaClient client, CallFlow flow, PinWatch watch, CancellationToken stop)
    {
        await using var call = new FrameCall<BaseFrame, BaseReply>(client.TransferBase, flow, Hear, stop);
        var reading = await SendAsync(call, watch);
        if (!reading.IsNone) return reading;
        var ended = await call.CompleteAsync();
        if (watch.IsRevoked(out var revoked)) return revoked;
        if (!ended.IsNone) return ended;
        return _finished is { } at
            ? at == manifest.At
                ? at
                : new RecoveryError(RecoveryCode.VerificationFailed, $"a base at LSN {manifest.At}", $"the replica has one at LSN {at}", $"LSN {manifest.At}")
            : WireRefusal.Unanswered("a base transfer");
    }

    /// <returns>None when everything was sent or the call is over; otherwise why the source could not be read.</returns>
    private async Task<RecoveryError> SendAsync(FrameCall<BaseFrame, BaseReply> call, PinWatch watch)
    {
        var begin = new BaseFrame { Authority = _authority, Begin = manifest.ToWire() };
        if (begin.CalculateSize() > options.MaxMessageBytes)
        {
            return new(
                RecoveryCode.StorageFailed,
                $"a manifest of {manifest.Files.Length} files, {begin.CalculateSize()} bytes",
                $"messages of at most {options.MaxMessageBytes} bytes",
                "fewer files, or a larger MaxEntryBytes on both sides");
        }

        if (!await call.TrySendAsync(begin, default)) return default;
        var buffer = new byte[(int)Math.Min((ulong)options.ChunkBytes, _total)];
        foreach (var file in manifest.Files)
        {
            var (sent, error) = await SendFileAsync(call, watch, file, buffer);
            if (!sent) return error;
        }

        await call.TrySendAsync(new BaseFrame { Authority = _authority, Finish = new BaseFinish() }, default);
        return default;
    }

    private async Task<(bool Sent, RecoveryError Error)> SendFileAsync(
        FrameCall<BaseFrame, BaseReply> call, PinWatch watch, Recovery.BaseFile file, byte[] buffer)
    {
        try
        {
            await using var content = store.OpenBaseFile(pin, file);
            ulong offset = 0;
            do
            {
                if (watch.IsRevoked(out var revoked)) return (false, revoked);
                var size = (int)Math.Min((ulong)buffer.Length, file.Length - offset);
                var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, size), size, throwOnEndOfStream: false, call.Over);
                if (read < size) return (false, EndsEarly(file, offset + (ulong)read));

                // An empty file is sent as one empty chunk, so that it is there.
                var chunk = new BaseChunk { File = file.Name, Offset = offset, Bytes = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, size)) };
                if (!await call.TrySendAsync(new BaseFrame { Authority = _authority, Chunk = chunk }, new SentFrame((ulong)size, default, default)))
                    return (false, default);
                offset += (ulong)size;
            }
            while (offset < file.Length);
            return (true, default);
        }
        catch (OperationCanceledException) when (call.Over.IsCancellationRequested)
        {
            return (false, default);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (false, new(RecoveryCode.StorageFailed, $"file \"{file.Name}\" of the base at LSN {manifest.At}", exception.Message, "a file that can be read"));
        }
    }

    private RecoveryError Hear(BaseReply reply, SentFrame frame)
    {
        switch (reply.AnswerCase)
        {
            case BaseReply.AnswerOneofCase.Accepted:
                _copied += frame.Bytes;
                progress.Report(new BaseProgress(_copied, _total));
                return default;
            case BaseReply.AnswerOneofCase.Finished:
                _finished = new Lsn(reply.Finished);
                return default;
            case BaseReply.AnswerOneofCase.Refusal:
                return reply.Refusal.ToError();
            default:
                return WireRefusal.Unanswered("a base transfer");
        }
    }

    private RecoveryError EndsEarly(Recovery.BaseFile file, ulong length) => new(
        RecoveryCode.VerificationFailed,
        $"file \"{file.Name}\" of the base at LSN {manifest.At}, {length} bytes long",
        $"its manifest says {file.Length} bytes",
        "the file its manifest describes");
}
