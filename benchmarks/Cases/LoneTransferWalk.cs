using Replication.Benchmarks.Machines;
using Replication.Benchmarks.Measuring;

namespace Replication.Benchmarks.Cases;

/// <summary>The walk through the typed door of <see cref="LoneTransfer"/>.</summary>
internal static class LoneTransferWalk
{
    public static Walker<LoneTransfer> Over(Payload[] payloads) => new(Made(), machine => Walk(machine, payloads), Left);

    private static LoneTransfer Made()
    {
        var machine = LoneTransfer.Start(out var idle);
        var connecting = idle.Connect(0);
        _ = connecting.TryHandshake(0, 0, out var ready, out _);
        _ = ready.Replay(0).Complete();
        return machine;
    }

    private static Walked Walk(LoneTransfer machine, Payload[] payloads)
    {
        long made = 0, refused = 0, codes = 0;
        var done = machine.Now().Done!.Value;
        for (var i = 0; i <= payloads.Length - TransferPayloads.CallsPerLap; i += TransferPayloads.CallsPerLap)
        {
            var connecting = done.Connect((int)payloads[i].First);
            if (!connecting.TryHandshake(payloads[i + 1].First, payloads[i + 1].Second, out var ready, out _)) break;
            var replaying = ready.Replay(payloads[i + 2].First);
            for (var j = i + 3; j < i + 7; j++)
            {
                if (replaying.TryProgress(payloads[j].First, payloads[j].Second, out var why))
                {
                    made++;
                }
                else
                {
                    refused++;
                    codes += (long)why.Code;
                }
            }

            done = replaying.Complete();
            made += 4;
        }

        return new Walked(made, refused, codes);
    }

    private static object Left(LoneTransfer machine)
    {
        return (machine.Now().State, machine.Now().Done!.Value.Read().At);
    }
}
