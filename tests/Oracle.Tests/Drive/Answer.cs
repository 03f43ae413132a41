namespace Replication.Oracle.Tests.Drive;

/// <summary>What came of a call.</summary>
public enum AnswerKind
{
    /// <summary>The transition was made.</summary>
    Made,

    /// <summary>The body said no.</summary>
    Refused,

    /// <summary>No guard of the cell holds.</summary>
    Guarded,

    /// <summary>The table has no such row.</summary>
    Illegal,

    /// <summary>The value presented is used up or superseded.</summary>
    Fenced,

    /// <summary>The session ID presented is another one.</summary>
    OtherSession,

    /// <summary>The body threw.</summary>
    Thrown,

    /// <summary>The typed door has no such call.</summary>
    NoCall,

    /// <summary>Not made, by a call that does not say why.</summary>
    NotMade,
}

/// <summary>What came of a call, with all that a caller can see of it.</summary>
/// <param name="Kind">What came of it.</param>
/// <param name="Text">The state it led to, or every part of the rejection, or what was thrown.</param>
public readonly record struct Answer(AnswerKind Kind, string Text)
{
    /// <summary>A transition that was made.</summary>
    /// <param name="state">The name of the state that the result says it is at.</param>
    /// <param name="why">The rejection that came with it: it has to be empty.</param>
    public static Answer Made<TWhy>(string state, in Rejection<TWhy> why)
        where TWhy : struct, Enum => why.Trigger.Length > 0 || !why.Presented.IsNone
            ? throw new DriverException($"made, and rejected: {why}")
            : new(AnswerKind.Made, state);

    /// <summary>A transition that was not made.</summary>
    /// <param name="why">The rejection.</param>
    /// <param name="isEmpty">Whether the result that came with it is a default value.</param>
    public static Answer Not<TWhy>(in Rejection<TWhy> why, bool isEmpty)
        where TWhy : struct, Enum => !isEmpty
            ? throw new DriverException($"rejected, and a result: {why}")
            : new(
                why.Kind switch
                {
                    RejectionKind.Refused => AnswerKind.Refused,
                    RejectionKind.Guarded => AnswerKind.Guarded,
                    RejectionKind.Illegal => AnswerKind.Illegal,
                    RejectionKind.Fenced => AnswerKind.Fenced,
                    RejectionKind.OtherSession => AnswerKind.OtherSession,
                    _ => throw new DriverException(why.ToString()),
                },
                Rejected(why.Code.ToString(), why.Presented.ToString(), why.Stands.ToString(), why.State, why.Trigger, why.Legal));

    /// <summary>Every part of a rejection.</summary>
    public static string Rejected(string code, string presented, string stands, string state, string trigger, IEnumerable<string> legal) =>
        $"{code}, presented {presented}, stands {stands}, in {state}, on {trigger}, legal {string.Join(" ", legal)}";
}
