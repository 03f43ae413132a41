namespace Replication.Oracle.Tests.Tables;

/// <summary>What decides a cell.</summary>
internal enum BodyKind
{
    /// <summary>No body: the next state has no data.</summary>
    None,

    /// <summary>A body that answers the next state and cannot refuse.</summary>
    State,

    /// <summary>A body that answers a state or refuses.</summary>
    Next,
}

/// <summary>One body: of a state, or of a group.</summary>
/// <param name="Kind">What it may answer.</param>
/// <param name="Group">The group it is written for; -1 = one state.</param>
/// <param name="Seed">Decides its answers.</param>
/// <param name="TakesContext">Whether it asks for the context.</param>
/// <param name="ByValue">Whether it takes its parameters by value.</param>
/// <param name="Targets">The states it can answer, in the order of its return type; empty where there is no body for several states.</param>
internal sealed record BodySpec(BodyKind Kind, int Group, uint Seed, bool TakesContext, bool ByValue, int[] Targets)
{
    /// <summary>Of 100 cases, how many it refuses.</summary>
    public uint Refuses => Kind == BodyKind.Next ? Seed / 7 % 4 * 15 : 0;

    /// <summary>Of 100 cases, in how many it throws.</summary>
    public uint Throws => Seed / 31 % 5 == 0 ? 10u : 0;
}

/// <summary>One row of a cell whose guards choose.</summary>
/// <param name="Next">Where it leads.</param>
/// <param name="Guard">The name of its guard; <see langword="null"/> = it is open.</param>
/// <param name="Seed">Decides when the guard holds.</param>
/// <param name="TakesContext">Whether the guard asks for the context.</param>
internal sealed record ChoiceSpec(int Next, string? Guard, uint Seed, bool TakesContext);

/// <summary>One (state, trigger) cell of a table.</summary>
/// <param name="State">The state.</param>
/// <param name="Trigger">The trigger.</param>
/// <param name="Body">What decides it, or makes the data of the next state that a guard has chosen.</param>
/// <param name="Choices">Its rows where guards choose among them; else empty.</param>
internal sealed record CellSpec(int State, int Trigger, BodySpec Body, ChoiceSpec[] Choices)
{
    /// <summary>Where it may lead.</summary>
    public int[] Targets { get; } = Choices.Length > 0 ? [.. Choices.Select(choice => choice.Next).Distinct()] : Body.Targets;

    public bool Loops => Targets is [var only] && only == State;

    /// <summary>Whether there is a form without <c>Try</c>.</summary>
    public bool CanRefuse => Body.Kind == BodyKind.Next || (Choices.Length > 0 && Choices[^1].Guard is not null);

    /// <summary>Whether the body makes a next state; otherwise the table alone does.</summary>
    public bool IsMadeByBody(int next) =>
        Body.Kind != BodyKind.None && (Targets.Length == 1 || Choices.Length == 0 || (next != State && Body.Targets.Contains(next)));
}
