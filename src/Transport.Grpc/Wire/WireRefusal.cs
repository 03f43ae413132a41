using Replication.Recovery;

namespace Replication.Transport.Grpc.Wire;

/// <summary>Refusals on the wire: the code by its name, and the three texts for people.</summary>
internal static class WireRefusal
{
    /// <summary>To the wire.</summary>
    /// <param name="error">The error; not none.</param>
    public static Refusal ToWire(this RecoveryError error)
    {
        var refusal = new Refusal { Code = error.Code.Text() };
        if (error.Presented is not null) refusal.Presented = error.Presented;
        if (error.Stands is not null) refusal.Stands = error.Stands;
        if (error.Legal is not null) refusal.Legal = error.Legal;
        return refusal;
    }

    /// <summary>From the wire. A code that this build does not know is a peer of another version, and counts as a transport that cannot be used.</summary>
    /// <param name="refusal">The refusal.</param>
    public static RecoveryError ToError(this Refusal refusal) =>
        RecoveryCodes.TryParse(refusal.Code, out var code)
            ? new RecoveryError(
                code,
                refusal.HasPresented ? refusal.Presented : null,
                refusal.HasStands ? refusal.Stands : null,
                refusal.HasLegal ? refusal.Legal : null)
            : new RecoveryError(
                RecoveryCode.TransportLost,
                $"the replica refused with the code \"{refusal.Code}\"",
                "no code of that name is known here",
                "a code of the closed set");

    /// <summary>A reply that carries neither an answer nor a refusal.</summary>
    /// <param name="operation">What was asked.</param>
    public static RecoveryError Unanswered(string operation) =>
        new(RecoveryCode.TransportLost, operation, "the replica's reply carries neither an answer nor a refusal", "one of the two");
}
