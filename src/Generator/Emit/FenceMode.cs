using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>What a fence mode changes in what is printed. All that is not said here is the same in every mode.</summary>
/// <remarks>Each list has a line or an item for the modes that need one, and is empty for the others.</remarks>
internal sealed record FenceMode
{
    private const string Step = "global::Replication.OwnerStep";

    private static readonly FenceMode _owner = new()
    {
        Base = "global::Replication.OwnedStateMachine",
        Calling = "Call inside a step of the machine's owner; a default value, or a step of another owner,",
        Parameter = [$"in {Step} step"],
        Argument = ["in step"],
        ParameterDoc = ["/// <param name=\"step\">A step of the machine's owner.</param>"],
        Stands = "Stands(in step, at.Stamp)",
        Demand = ["step.Demand(Owner);"],
        DemandOfOther = ["step.Demand(machine.Owner);"],
        DemandDoc = [$"/// <exception cref=\"{Vocabulary.InvalidOperation}\">The step is of another owner.</exception>"],
        StartDoc = ["/// <param name=\"step\">A step of the owner that the machine will belong to.</param>"],
        StartThrows = ["/// <exception cref=\"global::System.ArgumentException\">The step is a default value: it has no owner.</exception>"],
        FindOwner =
        [
            "var owner = step.Owner ?? throw new global::System.ArgumentException(",
            "    \"The step presented is a default value and has no owner; enter one with FenceOwner.Enter().\", nameof(step));",
        ],
        OwnerParameter = ["global::Replication.FenceOwner owner"],
        OwnerArgument = ["owner"],
    };

    private static readonly FenceMode _none = new()
    {
        Base = "global::Replication.SequentialStateMachine",
        Calling = "Call from one thread at a time, which is yours to see to; a default value",
    };

    private static readonly FenceMode _cas = new()
    {
        Base = "global::Replication.SharedStateMachine",
        Calling = "Call from any thread: of several that spend the same value one succeeds, the others are answered \"fenced\".\n/// A default value",
        IsShared = true,
    };

    /// <summary>What the machine derives from.</summary>
    public string Base { get; private init; } = "";

    /// <summary>Who may call; the beginning of a sentence about what is a programming error.</summary>
    public string Calling { get; private init; } = "";

    /// <summary>Whether other threads may move the machine while one looks at it: then a slot is copied, not read in place, and a stamp is taken by CAS.</summary>
    public bool IsShared { get; private init; }

    /// <summary>The parameter that proves that the caller may act.</summary>
    public IReadOnlyList<string> Parameter { get; private init; } = [];

    /// <summary>What hands that proof on.</summary>
    public IReadOnlyList<string> Argument { get; private init; } = [];

    public IReadOnlyList<string> ParameterDoc { get; private init; } = [];

    /// <summary>What of a machine says whether a value may still act.</summary>
    public string Stands { get; private init; } = "HoldsStamp(at.Stamp)";

    /// <summary>The check of that proof.</summary>
    public IReadOnlyList<string> Demand { get; private init; } = [];

    /// <summary>The same check where the machine is not this one.</summary>
    public IReadOnlyList<string> DemandOfOther { get; private init; } = [];

    public IReadOnlyList<string> DemandDoc { get; private init; } = [];

    public IReadOnlyList<string> StartDoc { get; private init; } = [];

    public IReadOnlyList<string> StartThrows { get; private init; } = [];

    /// <summary>How the factory finds the owner.</summary>
    public IReadOnlyList<string> FindOwner { get; private init; } = [];

    public IReadOnlyList<string> OwnerParameter { get; private init; } = [];

    public IReadOnlyList<string> OwnerArgument { get; private init; } = [];

    public static FenceMode Of(MachineModel machine) => machine.Fence switch
    {
        FenceKind.None => _none,
        FenceKind.Cas => _cas,
        _ => _owner,
    };
}
