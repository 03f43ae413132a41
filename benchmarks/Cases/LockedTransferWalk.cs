using Replication.Benchmarks.ByHand;
using Replication.Benchmarks.Measuring;

namespace Replication.Benchmarks.Cases;

/// <summary>The walk through <see cref="LockedTransfer"/>.</summary>
internal static class LockedTransferWalk
{
    public static Walker<LockedTransfer> Over(Payload[] payloads) => new(Made(), transfer => Walk(transfer, payloads), transfer => transfer.Left);

    private static LockedTransfer Made()
    {
        var transfer = new LockedTransfer();
        _ = transfer.TryConnect(0, out _) && transfer.TryHandshake(0, 0, out _) && transfer.TryReplay(0, out _) && transfer.TryComplete(out _);
        return transfer;
    }

    private static Walked Walk(LockedTransfer transfer, Payload[] payloads)
    {
        long made = 0, refused = 0, codes = 0;
        for (var i = 0; i <= payloads.Length - TransferPayloads.CallsPerLap; i += TransferPayloads.CallsPerLap)
        {
            if (!transfer.TryConnect((int)payloads[i].First, out _)) break;
            if (!transfer.TryHandshake(payloads[i + 1].First, payloads[i + 1].Second, out _)) break;
            if (!transfer.TryReplay(payloads[i + 2].First, out _)) break;
            for (var j = i + 3; j < i + 7; j++)
            {
                if (transfer.TryProgress(payloads[j].First, payloads[j].Second, out var why))
                {
                    made++;
                }
                else
                {
                    refused++;
                    codes += (long)why.Code;
                }
            }

            if (!transfer.TryComplete(out _)) break;
            made += 4;
        }

        return new Walked(made, refused, codes);
    }
}
