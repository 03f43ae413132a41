using Replication.Recovery;

namespace Replication.Transport.Grpc.Wire;

/// <summary>Authorities on the wire.</summary>
internal static class WireAuthority
{
    /// <summary>To the wire.</summary>
    /// <param name="authority">The authority.</param>
    public static Authority ToWire(this Recovery.Authority authority) => new()
    {
        Volume = authority.Volume.Value,
        Replica = authority.Replica.Value,
        Epoch = authority.Epoch.Value,
        Session = authority.Session.Value,
        Endpoint = new Endpoint { Data = authority.Endpoint.Data, Control = authority.Endpoint.Control, Version = authority.Endpoint.Version },
    };

    /// <summary>From the wire.</summary>
    /// <param name="wire">What arrived; <see langword="null"/> where the sender left it out.</param>
    /// <returns>The authority, or <c>empty_id</c>, <c>zero_epoch</c>, <c>no_session</c> that names the field.</returns>
    public static Result<Recovery.Authority> ToAuthority(this Authority? wire)
    {
        if (wire is null) return new RecoveryError(RecoveryCode.EmptyId, "no authority", "every request is made on somebody's behalf", "an authority");
        if (wire.Volume.Length == 0) return new RecoveryError(RecoveryCode.EmptyId, "volume = \"\"", null, "a volume ID");
        if (wire.Replica.Length == 0) return new RecoveryError(RecoveryCode.EmptyId, "replica = \"\"", null, "a replica ID");
        if (wire.Epoch == 0) return new RecoveryError(RecoveryCode.ZeroEpoch, "epoch = 0", null, "an epoch above 0");
        if (wire.Session == 0) return new RecoveryError(RecoveryCode.NoSession, "session = 0", null, "a session above 0");
        return new Recovery.Authority(
            new VolumeId(wire.Volume),
            new ReplicaId(wire.Replica),
            new Recovery.Endpoint(wire.Endpoint?.Data ?? "", wire.Endpoint?.Control ?? "", wire.Endpoint?.Version ?? 0),
            new Epoch(wire.Epoch),
            new SessionId(wire.Session));
    }
}
