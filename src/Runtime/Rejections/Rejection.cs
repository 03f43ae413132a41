using System.Runtime.CompilerServices;

namespace Replication;

/// <summary>The answer of a transition that did not happen: what was presented, what stands, what would be legal. Nothing was changed or consumed.</summary>
/// <typeparam name="TWhy">The author's closed set of reasons.</typeparam>
[MustUse]
public readonly struct Rejection<TWhy>
    where TWhy : struct, Enum
{
    // In the place of a trigger's index: none was asked for. A table has up to 255 triggers.
    private const byte NoTrigger = byte.MaxValue;

    private readonly Fact _presented;
    private readonly Fact _stands;
    private readonly MachineTable? _table;

    // By number, so that a rejection is made without a look into the table; the names are looked up when somebody reads them.
    private readonly byte _believed;
    private readonly byte _state;
    private readonly byte _trigger;

    /// <summary>A refusal by a body.</summary>
    /// <param name="code">The reason.</param>
    /// <param name="presented">What the caller presented.</param>
    /// <param name="stands">What stands against it.</param>
    public Rejection(TWhy code, Fact presented, Fact stands)
    {
        Code = code;
        _presented = presented;
        _stands = stands;
    }

    private Rejection(RejectionKind kind, TWhy code, Fact presented, Fact stands, MachineTable table, byte believed, byte state, byte trigger)
        : this(code, presented, stands)
    {
        Kind = kind;
        _table = table;
        _believed = believed;
        _state = state;
        _trigger = trigger;
    }

    /// <summary>Whether a body refused, the fence did, or the table has no such row.</summary>
    public RejectionKind Kind { get; }

    /// <summary>The body's reason; meaningful only when <see cref="Kind"/> is <see cref="RejectionKind.Refused"/>.</summary>
    public TWhy Code { get; }

    /// <summary>What the caller presented.</summary>
    public Fact Presented => Kind switch
    {
        RejectionKind.Fenced => Fact.Of(_table!.States[_believed]),
        RejectionKind.Illegal or RejectionKind.Guarded => Fact.Of(Trigger),
        _ => _presented,
    };

    /// <summary>What stands against it.</summary>
    public Fact Stands => Kind is RejectionKind.Fenced or RejectionKind.Illegal ? Fact.Of(State) : _stands;

    /// <summary>The state the machine is in.</summary>
    public string State => _table?.States[_state] ?? "";

    /// <summary>The trigger that was asked for; empty where none was.</summary>
    public string Trigger => _table is null || _trigger == NoTrigger ? "" : _table.Triggers[_trigger];

    /// <summary>The triggers that have a row in the machine's state.</summary>
    public IReadOnlyList<string> Legal => _table?.LegalIn(_state) ?? [];

    /// <summary>Adds where it happened. For generated code.</summary>
    /// <param name="table">The machine's table.</param>
    /// <param name="state">The state the machine is in.</param>
    /// <param name="trigger">The trigger that was asked for.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Rejection<TWhy> In(MachineTable table, byte state, byte trigger) => new(Kind, Code, _presented, _stands, table, _believed, state, trigger);

    /// <summary>A rejection of a value whose stamp no longer holds. For generated code.</summary>
    /// <param name="table">The machine's table.</param>
    /// <param name="presented">The state the caller believed in.</param>
    /// <param name="state">The state the machine is in.</param>
    /// <param name="trigger">The trigger that was asked for.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rejection<TWhy> Fenced(MachineTable table, byte presented, byte state, byte trigger) =>
        new(RejectionKind.Fenced, default, default, default, table, presented, state, trigger);

    /// <summary>A rejection of a trigger that has no row in the machine's state. For generated code.</summary>
    /// <param name="table">The machine's table.</param>
    /// <param name="state">The state the machine is in.</param>
    /// <param name="trigger">The trigger that was asked for.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rejection<TWhy> Illegal(MachineTable table, byte state, byte trigger) =>
        new(RejectionKind.Illegal, default, default, default, table, state, state, trigger);

    /// <summary>A rejection of a trigger whose rows all have a guard that does not hold. For generated code.</summary>
    /// <param name="table">The machine's table.</param>
    /// <param name="state">The state the machine is in.</param>
    /// <param name="trigger">The trigger that was asked for.</param>
    /// <param name="guards">The names of the guards, in order of the rows.</param>
    public static Rejection<TWhy> Guarded(MachineTable table, byte state, byte trigger, string guards)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new(RejectionKind.Guarded, default, default, Fact.Of(guards), table, state, state, trigger);
    }

    /// <summary>A rejection of a session ID that is not the machine's. For generated code.</summary>
    /// <param name="table">The machine's table.</param>
    /// <param name="state">The state the machine is in.</param>
    /// <param name="presented">The ID presented.</param>
    /// <param name="stands">The ID of the machine's session.</param>
    public static Rejection<TWhy> OtherSession(MachineTable table, byte state, Fact presented, Fact stands)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new(RejectionKind.OtherSession, default, presented, stands, table, state, state, NoTrigger);
    }

    /// <summary>A rejection of the record of a trigger that the machine cannot read. For generated code.</summary>
    /// <param name="table">The machine's table.</param>
    /// <param name="state">The state the machine is in.</param>
    /// <param name="record">The record.</param>
    /// <param name="fault">What is wrong with its data; the default value where the table has no trigger of its name.</param>
    public static Rejection<TWhy> Unreadable(MachineTable table, byte state, TriggerRecord record, SnapshotFault fault)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(record);
        var stands = fault.Code == SnapshotFaultCode.None ? $"the triggers are {string.Join(", ", table.Triggers)}." : fault.Message;
        return new(RejectionKind.Unreadable, default, Fact.Of(record.Trigger), Fact.Of(stands), table, state, state, NoTrigger);
    }

    /// <summary>Names what was presented, what stands and what would be legal.</summary>
    public override string ToString()
    {
        var legal = Legal.Count == 0 ? "nothing" : string.Join(", ", Legal);
        return Kind switch
        {
            RejectionKind.Fenced => $"fenced: the value presented was minted in state {Presented} and is used up or superseded; "
                + $"the machine has moved on and is in {Stands}, where {legal} would be legal.",
            RejectionKind.Illegal => $"illegal: {Presented} has no row in state {Stands}, where {legal} would be legal.",
            RejectionKind.Unreadable => $"unreadable: the record of a trigger {Presented} was presented; {Stands}",
            RejectionKind.OtherSession => $"other session: {Presented} was presented, and the machine's session is {Stands}; it is in {State}.",
            RejectionKind.Guarded => $"guarded: {Presented} needs {Stands} in state {State}, which does not hold (legal here: {legal}).",
            _ => (_presented.IsNone ? $"{Code}: {Stands}" : $"{Code}: presented {Presented}, what stands is {Stands}")
                + (_table is null ? "." : $" ({Trigger} in state {State}; legal here: {legal})."),
        };
    }
}
