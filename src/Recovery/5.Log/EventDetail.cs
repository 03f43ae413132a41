using System.Globalization;

namespace Replication.Recovery;

/// <summary>What belongs to an event: kept as numbers, made into text only when somebody reads it, so that logging costs no allocation.</summary>
public readonly struct EventDetail : IEquatable<EventDetail>
{
    private readonly Form _form;
    private readonly byte _tag;
    private readonly ulong _a;
    private readonly ulong _b;
    private readonly string? _text;

    private EventDetail(Form form, ulong a = 0, ulong b = 0, string? text = null, byte tag = 0)
    {
        _form = form;
        _tag = tag;
        _a = a;
        _b = b;
        _text = text;
    }

    private enum Form : byte
    {
        None,
        Text,
        Error,
        Outcome,
        CatchUpStarted,
        TruncatedTo,
        EpochAdvancedTo,
        EpochBumpTo,
        EndReason,
        Violation,
        Escalation,
    }

    /// <summary>The code of what failed; <see cref="RecoveryCode.None"/> where the detail is of another form.</summary>
    public RecoveryCode Code => _form == Form.Error || (_form == Form.EndReason && (EndCause)_tag == EndCause.Failed) ? (RecoveryCode)_a : RecoveryCode.None;

    /// <summary>The budget's dimension that was violated; <see cref="BudgetViolation.None"/> where the detail is of another form.</summary>
    public BudgetViolation Exceeded => _form == Form.Violation || (_form == Form.EndReason && (EndCause)_tag == EndCause.Budget) ? (BudgetViolation)_a : BudgetViolation.None;

    /// <summary>No detail.</summary>
    public static EventDetail None => default;

    /// <summary><c>error:CODE</c>.</summary>
    /// <param name="code">The code.</param>
    public static EventDetail Error(RecoveryCode code) => new(Form.Error, (ulong)code);

    /// <summary><c>outcome=O</c>.</summary>
    /// <param name="outcome">The outcome.</param>
    public static EventDetail Outcome(RecoveryOutcome outcome) => new(Form.Outcome, (ulong)outcome);

    /// <summary><c>target=T start_tick=S</c>.</summary>
    /// <param name="target">The target presented.</param>
    /// <param name="start">When the catch-up began.</param>
    public static EventDetail CatchUpStarted(Lsn target, Tick start) => new(Form.CatchUpStarted, target.Value, start.Value);

    /// <summary><c>truncated_to=L</c>.</summary>
    /// <param name="to">The LSN.</param>
    public static EventDetail TruncatedTo(Lsn to) => new(Form.TruncatedTo, to.Value);

    /// <summary><c>epoch_advanced_to_E</c>.</summary>
    /// <param name="epoch">The epoch.</param>
    public static EventDetail EpochAdvancedTo(Epoch epoch) => new(Form.EpochAdvancedTo, epoch.Value);

    /// <summary><c>epoch_bump_to_E</c>.</summary>
    /// <param name="epoch">The epoch.</param>
    public static EventDetail EpochBumpTo(Epoch epoch) => new(Form.EpochBumpTo, epoch.Value);

    /// <summary>The reason a session ended.</summary>
    /// <param name="reason">The reason.</param>
    public static EventDetail Ended(EndReason reason) => new(Form.EndReason, reason.A, reason.B, reason.Words, (byte)reason.Cause);

    /// <summary>A budget violation.</summary>
    /// <param name="violation">The dimension.</param>
    public static EventDetail Violation(BudgetViolation violation) => new(Form.Violation, (ulong)violation);

    /// <summary><c>needs_rebuild: PROOF</c>.</summary>
    /// <param name="proof">The proof of the decision.</param>
    public static EventDetail Escalation(RecoveryProof proof) => new(Form.Escalation, proof.Flushed.Value, proof.Tail.Value, tag: (byte)proof.Rule);

    /// <summary>A fixed text.</summary>
    /// <param name="text">The text.</param>
    public static EventDetail Of(string text) => new(Form.Text, text: text);

    /// <summary>The detail as it is written everywhere.</summary>
    public override string ToString() => _form switch
    {
        Form.None => "",
        Form.Error => "error:" + ((RecoveryCode)_a).Text(),
        Form.Outcome => "outcome=" + ((RecoveryOutcome)_a).Text(),
        Form.CatchUpStarted => string.Create(CultureInfo.InvariantCulture, $"target={_a} start_tick={_b}"),
        Form.TruncatedTo => string.Create(CultureInfo.InvariantCulture, $"truncated_to={_a}"),
        Form.EpochAdvancedTo => string.Create(CultureInfo.InvariantCulture, $"epoch_advanced_to_{_a}"),
        Form.EpochBumpTo => string.Create(CultureInfo.InvariantCulture, $"epoch_bump_to_{_a}"),
        Form.EndReason => new EndReason((EndCause)_tag, _a, _b, _text).ToString(),
        Form.Violation => ((BudgetViolation)_a).Text(),
        Form.Escalation => "needs_rebuild: " + new RecoveryProof((ProofRule)_tag, new Lsn(_a), default, new Lsn(_b), default).Reason,
        _ => _text ?? "",
    };

    /// <inheritdoc/>
    public bool Equals(EventDetail other) => _form == other._form && _tag == other._tag && _a == other._a && _b == other._b && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EventDetail other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_form, _tag, _a, _b, _text);

    /// <summary>Same detail.</summary>
    public static bool operator ==(EventDetail left, EventDetail right) => left.Equals(right);

    /// <summary>Another detail.</summary>
    public static bool operator !=(EventDetail left, EventDetail right) => !left.Equals(right);
}
