namespace Replication.Exploration.Core;

/// <summary>What becomes of the message of a worker's step.</summary>
internal enum Fate
{
    /// <summary>It is carried out and answered.</summary>
    Delivered,

    /// <summary>As much of it is carried out as makes one entry.</summary>
    DeliveredInPart,

    /// <summary>It is not carried out.</summary>
    Lost,

    /// <summary>It is carried out, and nobody hears of it.</summary>
    Unanswered,

    /// <summary>It is carried out and answered, and a second one is under way.</summary>
    Twice,

    /// <summary>The worker gives it up, and it is under way still.</summary>
    Late,
}
