using Grpc.Core;
using Replication.Storage.RocksDb;
using Replication.Tool.Wire;

namespace Replication.Tool.Serve;

/// <summary>Answers what a replica's process is asked beside replication.</summary>
internal sealed class InspectService(RocksDbReplica store) : Inspect.InspectBase
{
    public override Task<ChecksumReply> Checksum(ChecksumRequest request, ServerCallContext context) =>
        Task.Run(() => WireAnswers.Of(store.ContentChecksum(context.CancellationToken)));
}
