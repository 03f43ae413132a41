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
/// <param name="Targets">The states it can answer, in the order of its return type.</param>
internal sealed record BodySpec(BodyKind Kind, int Group, uint Seed, bool TakesContext, bool ByValue, int[] Targets)
{
    /// <summary>Of 100 cases, how many it refuses.</summary>
    public uint Refuses => Kind == BodyKind.Next ? Seed / 7 % 4 * 15 : 0;

    /// <summary>Of 100 cases, in how many it throws.</summary>
    public uint Throws => Seed / 31 % 5 == 0 ? 10u : 0;
}

/// <summary>One (state, trigger) cell of a table.</summary>
/// <param name="State">The state.</param>
/// <param name="Trigger">The trigger.</param>
/// <param name="Body">What decides it.</param>
internal sealed record CellSpec(int State, int Trigger, BodySpec Body)
{
    public bool Loops => Body.Targets is [var only] && only == State;
}
