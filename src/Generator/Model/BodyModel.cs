namespace Replication.Generator.Model;

/// <summary>How a body is called.</summary>
/// <param name="Answer">What it returns.</param>
/// <param name="IsGeneric">Whether it serves a group.</param>
/// <param name="Parameters">The modifier of each parameter: <c>in</c>, or empty for one taken by value. State, trigger and, where there is a third, context.</param>
internal sealed record BodyModel(BodyAnswer Answer, bool IsGeneric, EquatableArray<string> Parameters)
{
    /// <summary>Whether it asks for the context.</summary>
    public bool TakesContext => Parameters.Count == 3;
}

/// <summary>What a body returns.</summary>
internal enum BodyAnswer
{
    /// <summary>The next state itself: it cannot refuse.</summary>
    State,

    /// <summary>The one next state, or a rejection.</summary>
    StateOrRejection,

    /// <summary>One of several next states, or a rejection.</summary>
    BranchOrRejection,
}
