using Replication.Recovery;
using Replication.Transport.Grpc.Wire;

namespace Replication.Transport.Grpc.Serving;

/// <summary>Receives one base. Used by one stream, one frame at a time.</summary>
/// <param name="store">Where it goes.</param>
/// <param name="admit">Reads an authority and checks that this replica is meant.</param>
internal sealed class BaseReceiver(IReplicaStore store, Func<Wire.Authority?, Result<Recovery.Authority>> admit)
{
    private bool _begun;

    /// <summary>Takes a frame.</summary>
    /// <param name="frame">The frame.</param>
    public BaseReply Receive(BaseFrame frame)
    {
        if (!admit(frame.Authority).TryGet(out var authority, out var error)) return Refused(error);
        if (!_begun && frame.StepCase != BaseFrame.StepOneofCase.Begin)
            return Refused(new(RecoveryCode.WrongRebuildPhase, $"the step \"{frame.StepCase}\"", "no base was begun on this stream", "the manifest first"));
        return frame.StepCase switch
        {
            BaseFrame.StepOneofCase.Begin => Begin(authority, frame.Begin),
            BaseFrame.StepOneofCase.Chunk => Accepted(store.WriteBase(authority, frame.Chunk.File, frame.Chunk.Offset, frame.Chunk.Bytes.Memory)),
            BaseFrame.StepOneofCase.Finish => store.FinishBase(authority).TryGet(out var at, out error)
                ? new BaseReply { Finished = at.Value }
                : Refused(error),
            _ => Refused(new(RecoveryCode.WrongRebuildPhase, "a frame without a step", "a base is being received", "bytes of a file, or the finish")),
        };
    }

    private BaseReply Begin(Recovery.Authority authority, Manifest presented)
    {
        if (_begun) return Refused(new(RecoveryCode.WrongRebuildPhase, "a second manifest", "a base is being received", "bytes of a file, or the finish"));
        if (!presented.ToManifest().TryGet(out var manifest, out var error)) return Refused(error);
        _begun = true;
        return Accepted(store.BeginBase(authority, manifest));
    }

    private static BaseReply Accepted<T>(Result<T> result) =>
        result.TryGet(out _, out var error) ? new BaseReply { Accepted = new BaseAccepted() } : Refused(error);

    private static BaseReply Refused(RecoveryError error) => new() { Refusal = error.ToWire() };
}
