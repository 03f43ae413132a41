namespace Replication.Generator.Model;

/// <summary>One (state, trigger) cell and what it may lead to.</summary>
/// <param name="State">The index of the state.</param>
/// <param name="Trigger">The index of the trigger.</param>
/// <param name="Targets">The indices of the next states, in the order of the body's return type.</param>
/// <param name="Body">The body, or <see langword="null"/> where the next state has no data and needs none.</param>
/// <param name="Outcome">The name of the union a branching cell answers with; <see langword="null"/> where there is one target.</param>
internal sealed record CellModel(int State, int Trigger, EquatableArray<int> Targets, BodyModel? Body, string? Outcome)
{
    /// <summary>Whether the body chooses among several next states.</summary>
    public bool Branches => Targets.Count > 1;

    /// <summary>Whether the body can refuse.</summary>
    public bool CanRefuse => Body is { Answer: not BodyAnswer.State };

    /// <summary>Whether the cell leads back to its own state and nowhere else.</summary>
    public bool Loops => Targets.Count == 1 && Targets[0] == State;
}
