using CsCheck;

namespace Replication.Recovery.Tests.Concurrency;

/// <summary>What an operation does. Those up to <see cref="Find"/> are the registry's, those after it a sender's, those after <see cref="Stop"/> present a session.</summary>
internal enum OpKind
{
    Apply,
    InvalidateEpoch,
    UpdateSenderEpoch,
    AttachByReplica,
    Status,
    Find,
    Attach,
    Supersede,
    UpdateEpoch,
    UpdateEndpoint,
    InvalidateState,
    Expire,
    View,
    Stop,
    Invalidate,
    BeginConnect,
    RecordHandshake,
    Classify,
    BeginCatchUp,
    RecordProgress,
    RecordTruncation,
    Complete,
    CheckBudget,
    SelectSource,
    BeginTransfer,
    RecordBase,
    BeginTail,
    RecordTail,
    CompleteRebuild,
}

/// <summary>An operation before it is known which sender and which session it is presented to.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Replica">Which replica: 0 to 2.</param>
/// <param name="Pick">Which of the senders and sessions known by then.</param>
/// <param name="A">A number of the operation's own: 0 to 6.</param>
/// <param name="B">Another one.</param>
internal readonly record struct Op(OpKind Kind, int Replica, int Pick, int A, int B)
{
    /// <summary>Operations that a history is made of: those that take authority away or complete come often.</summary>
    public static Gen<Op> Any { get; } = Gen.Select(
        Gen.Frequency(
            (3, Gen.Const(OpKind.Apply)),
            (2, Gen.Const(OpKind.Supersede)),
            (3, Gen.OneOf(Gen.Const(OpKind.Complete), Gen.Const(OpKind.CompleteRebuild))),
            (2, Gen.OneOf(Gen.Const(OpKind.Status), Gen.Const(OpKind.Find))),
            (10, Gen.Int[(int)OpKind.Apply, (int)OpKind.CompleteRebuild].Select(kind => (OpKind)kind))),
        Gen.Int[0, 2],
        Gen.Int[0, 15],
        Gen.Int[0, 6],
        Gen.Int[0, 6],
        (kind, replica, pick, a, b) => new Op(kind, replica, pick, a, b));

    /// <summary>Whether it is presented to a sender that was found before.</summary>
    public bool NeedsSender => Kind > OpKind.Find;

    public override string ToString() => $"{Kind} r{Replica + 1} pick {Pick} ({A}, {B})";
}
