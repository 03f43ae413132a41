namespace Replication.Interop;

/// <summary>What a body answers to Stateless: the next state, or why not. A default value accepts, where there is only one state to go to.</summary>
public readonly record struct StatelessAnswer
{
    private StatelessAnswer(string? next, string? refusal)
    {
        Next = next;
        Refusal = refusal;
    }

    /// <summary>Accepts, in a cell that leads to one state.</summary>
    public static StatelessAnswer Accept => default;

    /// <summary>The next state; <see langword="null"/> = the only one of the cell, or none because the body refused.</summary>
    public string? Next { get; }

    /// <summary>Why not; <see langword="null"/> = accepted.</summary>
    public string? Refusal { get; }

    /// <summary>Accepts.</summary>
    /// <param name="next">The name of the next state: one that a row of the cell leads to.</param>
    public static StatelessAnswer To(string next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new(next, refusal: null);
    }

    /// <summary>Refuses: the machine stays where it is.</summary>
    /// <param name="why">Why not, for the one who fired; the text of a <see cref="Rejection{TWhy}"/>, for example.</param>
    public static StatelessAnswer Refuse(string why)
    {
        ArgumentNullException.ThrowIfNull(why);
        return new(next: null, why);
    }
}
