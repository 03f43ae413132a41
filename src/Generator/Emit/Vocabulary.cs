using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>How generated code spells the types it builds on.</summary>
internal static class Vocabulary
{
    public const string Table = "global::Replication.MachineTable";
    public const string Stale = "global::Replication.StaleStateException";
    public const string InvalidOperation = "global::System.InvalidOperationException";
    public const string Consumes = "global::Replication.Consumes";
    public const string Borrows = "global::Replication.Borrows";
    public const string RequiresSessionId = "global::Replication.RequiresSessionId";
    public const string OneOf = "[global::Replication.OneOf]";
    public const string MustUse = "global::Replication.MustUse";
    public const string MustComplete = "global::Replication.MustComplete";
    public const string Generated = "[global::System.CodeDom.Compiler.GeneratedCode(\"Replication.Generator\", \"0.1\")]";
    public const string Hidden = "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]";

    public const string Inlined =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    public const string OutOfLine =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]";

    public static string At(this StateModel state) => $"global::Replication.At<{state.Type}>";

    /// <summary>What whoever is handed a state owes it, as an attribute; empty where a machine may be left there.</summary>
    public static string Owed(this MachineModel machine, StateModel state) => state.IsFinal ? "" : machine.MustComplete ? MustComplete : MustUse;

    /// <summary>A parameter that hands out a state.</summary>
    public static string Out(this MachineModel machine, StateModel state, string name) =>
        $"{(machine.Owed(state) is { Length: > 0 } owed ? $"[{owed}] " : "")}out {state.At()} {name}";

    public static string Rejection(this MachineModel machine) => $"global::Replication.Rejection<{machine.Why}>";

    public static string Number(this StateModel state) => "StateNumber." + state.Member;

    public static string Number(this TriggerModel trigger) => "TriggerNumber." + trigger.Member;

    /// <summary>What follows the parameters of a method outside of the machine, where the machine is generic; else empty.</summary>
    public static string Where(this MachineModel machine) => string.Concat(machine.Constraints.Select(constraint => "\n    " + constraint));

    /// <summary>Parameters, each on a line of its own.</summary>
    public static string Lines(IEnumerable<string> parameters) => string.Join(",\n    ", parameters);

    /// <summary>The name of the method that both doors of a cell end in.</summary>
    public static string Core(this MachineModel machine, CellModel cell) =>
        machine.States[cell.State].Name + "On" + machine.Triggers[cell.Trigger].Name;
}
