using CsCheck;

namespace Replication.Oracle.Tests.Run;

/// <summary>What a walk does.</summary>
internal enum StepKind
{
    /// <summary>Fires a trigger with the value that is held.</summary>
    Fire,

    /// <summary>Fires a trigger with a value kept from earlier.</summary>
    FireKept,

    /// <summary>Fires a trigger at the first instance through the dynamic door, behind the back of who holds its value.</summary>
    FireBehind,

    /// <summary>Keeps the value that is held for later.</summary>
    Keep,

    /// <summary>Asks the first instance for its present value.</summary>
    Refresh,

    /// <summary>Saves both instances and goes on with those that are restored from the documents, where the machine is movable.</summary>
    Move,

    /// <summary>Enters with the session ID, or with another one, where the machine has one.</summary>
    Enter,

    /// <summary>Makes all anew.</summary>
    Restart,
}

/// <summary>One step of a walk. Numbers are cut down to what the table has when it is taken, so that it is a step of any table.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Legal">Whether to choose among the legal triggers, where there is one.</param>
/// <param name="Trigger">Which trigger.</param>
/// <param name="Payload">Its number.</param>
/// <param name="Slot">Which of the values kept, 1 to 3.</param>
/// <param name="Plain">Whether to call the form without <c>Try</c>.</param>
/// <param name="Match">Whether to open unions by <c>Match</c>.</param>
internal readonly record struct Step(StepKind Kind, bool Legal, int Trigger, int Payload, int Slot, bool Plain, bool Match)
{
    private static readonly Gen<StepKind> _kinds = Gen.Int[0, 99].Select(dice => dice switch
    {
        < 58 => StepKind.Fire,
        < 72 => StepKind.FireKept,
        < 79 => StepKind.FireBehind,
        < 88 => StepKind.Keep,
        < 94 => StepKind.Refresh,
        < 96 => StepKind.Move,
        < 99 => StepKind.Enter,
        _ => StepKind.Restart,
    });

    /// <summary>Random walks.</summary>
    public static Gen<Step[]> Walks { get; } = Gen
        .Select(_kinds, Gen.Int[0, 9], Gen.Int[0, 999], Gen.Int[0, 9], Gen.Int[1, 3], Gen.Bool, Gen.Bool)
        .Select((kind, legal, trigger, payload, slot, plain, match) => new Step(kind, legal < 8, trigger, payload, slot, plain, match))
        .Array[200, 400];
}
