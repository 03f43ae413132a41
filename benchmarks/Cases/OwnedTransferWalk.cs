using Replication.Benchmarks.Machines;
using Replication.Benchmarks.Measuring;

namespace Replication.Benchmarks.Cases;

/// <summary>The walk through the typed door of <see cref="OwnedTransfer"/>, all of it inside one step: the lock is held already.</summary>
internal static class OwnedTransferWalk
{
    public static Walker<OwnedTransfer> Over(Payload[] payloads) => new(Made(), machine => Walk(machine, payloads), Left);

    private static OwnedTransfer Made()
    {
        using var step = new FenceOwner().Enter();
        var machine = OwnedTransfer.Start(in step, out var idle);
        var connecting = idle.Connect(in step, 0);
        _ = connecting.TryHandshake(in step, 0, 0, out var ready, out _);
        _ = ready.Replay(in step, 0).Complete(in step);
        return machine;
    }

    private static Walked Walk(OwnedTransfer machine, Payload[] payloads)
    {
        using var step = machine.Owner.Enter();
        long made = 0, refused = 0, codes = 0;
        var done = machine.Now(in step).Done!.Value;
        for (var i = 0; i <= payloads.Length - TransferPayloads.CallsPerLap; i += TransferPayloads.CallsPerLap)
        {
            var connecting = done.Connect(in step, (int)payloads[i].First);
            if (!connecting.TryHandshake(in step, payloads[i + 1].First, payloads[i + 1].Second, out var ready, out _)) break;
            var replaying = ready.Replay(in step, payloads[i + 2].First);
            for (var j = i + 3; j < i + 7; j++)
            {
                if (replaying.TryProgress(in step, payloads[j].First, payloads[j].Second, out var why))
                {
                    made++;
                }
                else
                {
                    refused++;
                    codes += (long)why.Code;
                }
            }

            done = replaying.Complete(in step);
            made += 4;
        }

        return new Walked(made, refused, codes);
    }

    private static object Left(OwnedTransfer machine)
    {
        using var step = machine.Owner.Enter();
        return (machine.Now(in step).State, machine.Now(in step).Done!.Value.Read(in step).At);
    }
}
