namespace Replication.Generator.Model;

/// <summary>One (state, trigger) cell and what it may lead to.</summary>
/// <param name="State">The index of the state.</param>
/// <param name="Trigger">The index of the trigger.</param>
/// <param name="Targets">The indices of the next states, in the order of the body's return type.</param>
/// <param name="Choices">Its rows in order where guards choose among them; empty where none has a guard.</param>
/// <param name="Body">The body, or <see langword="null"/> where the next state has no data and needs none.</param>
/// <param name="Outcome">The name of the union a branching cell answers with; <see langword="null"/> where there is one target.</param>
internal sealed record CellModel(int State, int Trigger, EquatableArray<int> Targets, EquatableArray<ChoiceModel> Choices, BodyModel? Body, string? Outcome)
{
    /// <summary>Whether guards choose among its rows.</summary>
    public bool IsGuarded => Choices.Count > 0;

    /// <summary>Whether it can be refused for a reason of the author's: by its body, or because no guard holds.</summary>
    public bool CanRefuse => Body is { Answer: not BodyAnswer.State } || (IsGuarded && Choices[Choices.Count - 1].Guard is not null);

    /// <summary>Whether the cell leads back to its own state and nowhere else.</summary>
    public bool Loops => Targets.Count == 1 && Targets[0] == State;
}
