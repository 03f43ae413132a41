using Replication.Benchmarks.ByHand;

namespace Replication.Benchmarks.Cases;

/// <summary>The walk through <see cref="LockedTransfer"/>.</summary>
internal static class LockedTransferWalk
{
    public static LockedTransfer Made()
    {
        var transfer = new LockedTransfer();
        _ = transfer.TryConnect(0, out _) && transfer.TryHandshake(0, 0, out _) && transfer.TryReplay(0, out _) && transfer.TryComplete(out _);
        return transfer;
    }

    public static Walked Walk(LockedTransfer transfer, Payload[] payloads)
    {
        long refused = 0, codes = 0;
        for (var i = 0; i <= payloads.Length - TransferPayloads.CallsPerLap; i += TransferPayloads.CallsPerLap)
        {
            if (!transfer.TryConnect((int)payloads[i].First, out _)) return default;
            if (!transfer.TryHandshake(payloads[i + 1].First, payloads[i + 1].Second, out _)) return default;
            if (!transfer.TryReplay(payloads[i + 2].First, out _)) return default;
            for (var j = i + 3; j < i + 7; j++)
            {
                if (transfer.TryProgress(payloads[j].First, payloads[j].Second, out var why)) continue;
                refused++;
                codes += (long)why.Code;
            }

            if (!transfer.TryComplete(out _)) return default;
        }

        return new Walked(refused, codes);
    }
}
