namespace Replication.Recovery.Tests;

/// <summary><c>update-sender-epoch r1 epoch=2</c>, <c>invalidate-epoch epoch=2</c>, <c>fence promised=2/s7 presented=1/s9</c>.</summary>
internal static class EpochCommands
{
    public static ValueTask<string[]> UpdateSenderEpoch(TranscriptWorld world, InputLine line)
    {
        var replica = line.Replica();
        var epoch = new Epoch(line.Needed("epoch"));
        line.ExpectEnd();
        return CommandTable.Answer(CommandTable.Text(world.Orchestrator.UpdateSenderEpoch(replica, epoch)));
    }

    public static ValueTask<string[]> InvalidateEpoch(TranscriptWorld world, InputLine line)
    {
        var epoch = new Epoch(line.Needed("epoch"));
        line.ExpectEnd();
        var error = world.Orchestrator.InvalidateEpoch(epoch, out var ended);
        return CommandTable.Answer(error.IsNone ? $"ended {ended} sessions" : CommandTable.Text(error));
    }

    public static ValueTask<string[]> Fence(TranscriptWorld world, InputLine line)
    {
        var (promisedEpoch, promisedSession) = Promise(line, line.Text("promised"));
        var (epoch, session) = Promise(line, line.Text("presented"));
        var volume = line.Text("volume") is { } other ? new VolumeId(other) : world.Registry.Volume;
        line.ExpectEnd();
        var presented = new Authority(volume, RecoveryWorld.R1, IntentCommands.DefaultEndpoint, epoch, session);
        return CommandTable.Answer(CommandTable.Text(ReplicaFence.Check(world.Registry.Volume, promisedEpoch, promisedSession, presented)));
    }

    private static (Epoch Epoch, SessionId Session) Promise(InputLine line, string? text) => text?.Split('/') is [var epoch, var session]
        ? (new Epoch(line.Number("epoch", epoch)), line.Session(session))
        : throw line.Wrong($"'{text}' is not epoch/session");
}
