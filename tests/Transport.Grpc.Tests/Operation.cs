using Replication.Transport.Grpc.Tests.Doubles;

namespace Replication.Transport.Grpc.Tests;

/// <summary>What a port can be asked of a replica.</summary>
public enum Operation
{
    Handshake,
    Truncate,
    Stream,
    Base,
    Live,
}

internal static class Operations
{
    /// <summary>Does the operation in its smallest form.</summary>
    /// <returns>The error; none on success.</returns>
    public static async Task<RecoveryError> DoAsync(this Rig rig, Operation operation, Authority authority, CancellationToken cancel)
    {
        switch (operation)
        {
            case Operation.Handshake:
                return (await rig.Port.ReadFactsAsync(authority, cancel)).Error;
            case Operation.Truncate:
                return (await rig.Port.TruncateAsync(authority, Lsn.Zero, cancel)).Error;
            case Operation.Stream:
                return (await rig.Port.StreamAsync(authority, rig.Pin(), Lsn.Zero, rig.Primary.Head, cancel)).Error;
            case Operation.Base:
                return (await rig.Port.TransferBaseAsync(authority, rig.PinBase(), new Reported(), cancel)).Error;
            default:
                var opened = await rig.Port.OpenLiveStreamAsync(authority, rig.Pin(), Lsn.Zero, cancel);
                if (opened.TryGet(out var stream, out var error)) await stream.DisposeAsync();
                return error;
        }
    }
}
