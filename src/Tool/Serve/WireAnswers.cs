using Replication.Recovery;
using Replication.Storage.RocksDb;
using Replication.Tool.Wire;

namespace Replication.Tool.Serve;

/// <summary>Answers in wire form.</summary>
internal static class WireAnswers
{
    public static Error? Of(RecoveryError error) => error.IsNone ? null : new Error { Code = error.Code.Text(), Text = error.ToString() };

    public static ChecksumReply Of(Result<ContentChecksum> checksum) => checksum.TryGet(out var content, out var error)
        ? new ChecksumReply { Lsn = content.At.Value, Records = content.Count, Sha256 = content.Sha256 }
        : new ChecksumReply { Error = Of(error) };
}
