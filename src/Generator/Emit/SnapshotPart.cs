using System.Globalization;
using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints how a movable machine is saved, and how one is made of what was saved.</summary>
internal static class SnapshotPart
{
    private const string Snapshot = "global::Replication.MachineSnapshot";
    private const string Fault = "global::Replication.SnapshotFault";
    private const string Json = "global::System.Text.Json.Serialization.JsonSerializerContext";
    private const string JsonDoc = "What System.Text.Json generated for the states with data and for the context.";

    public static void Print(CodeWriter code, MachineModel machine)
    {
        if (machine.Movable is not { } movable) return;
        Save(code, machine, movable);
        Constructor(code, machine);
        TryRestore(code, machine, movable);
    }

    private static void Save(CodeWriter code, MachineModel machine, MovableModel movable)
    {
        var mode = FenceMode.Of(machine);
        code.Write("/// <summary>Saves the machine as it is now. Every value stays what it was.</summary>");
        code.WriteAll(mode.ParameterDoc);
        code.Write($"""
            /// <param name="json">{JsonDoc}</param>
            /// <exception cref="global::System.ArgumentException">A type is not among them.</exception>
            """);
        code.WriteAll(mode.DemandDoc);
        code.Open($"{machine.Surface} {Snapshot} {machine.Members.Save}(\n    {Vocabulary.Lines([.. mode.Parameter, $"{Json} json"])})");
        code.WriteAll(mode.Demand);
        if (mode.IsShared) code.Open("while (true)");
        code.Write("var stamp = CurrentStamp;\nglobal::System.Text.Json.Nodes.JsonNode? data = null;");
        var states = machine.States.Where(state => state.Slot is not null).ToList();
        if (states.Count > 0) code.Open("switch (StateIndexOf(stamp))");
        foreach (var state in states)
        {
            code.Open($"case {state.Number()}:");
            if (mode.IsShared) code.Write($"if (!TryCopy(stamp, out {state.Type} state)) continue; // Another thread moved the machine on: save what it made of it.");
            code.Write($"data = {Snapshot}.Write({(mode.IsShared ? "state" : state.Slot)}, json);\nbreak;");
            code.Close();
        }

        if (states.Count > 0) code.Close();
        code.Write($$"""

            return new {{Snapshot}}
            {
                Machine = {{machine.Members.Definition}}.Name,
                Version = {{Number(movable)}},
                State = {{machine.Members.Definition}}.States[StateIndexOf(stamp)],
                Transitions = TransitionsOf(stamp),
                Context = {{(machine.Context is null ? "null" : $"{Snapshot}.Write(_context, json)")}},
                Data = data,
            };
            """);
        if (mode.IsShared) code.Close();
        code.Close();
        code.Space();
    }

    private static void Constructor(CodeWriter code, MachineModel machine)
    {
        var mode = FenceMode.Of(machine);
        List<string> parameters = [.. mode.OwnerParameter];
        if (machine.Context is { } context) parameters.Add($"in {context} context");
        code.Write($"""
            private {machine.Identifier}({string.Join(", ", [.. parameters, "byte state", "ulong transitions"])})
                : base({string.Join(", ", [.. mode.OwnerArgument, "state", "transitions"])})
            """);
        code.Write("{");
        if (machine.Context is not null) code.Write("    _context = context;");
        code.Write("}");
        code.Space();
    }

    private static void TryRestore(CodeWriter code, MachineModel machine, MovableModel movable)
    {
        var mode = FenceMode.Of(machine);
        code.Write("""
            /// <summary>Makes a machine of a snapshot: in its state, with its data, its context and its count of transitions.</summary>
            /// <remarks>Values of the machine that was saved are not values of this one.</remarks>
            """);
        code.WriteAll(mode.StartDoc);
        code.Write($"""
            /// <param name="snapshot">The snapshot.{(movable.Migrates ? " One of an earlier version is migrated first." : "")}</param>
            /// <param name="json">{JsonDoc}</param>
            /// <param name="machine">The machine; <see langword="null"/> on <see langword="false"/>.</param>
            /// <param name="fault">Why not.</param>
            /// <returns>Whether the machine could be made.</returns>
            /// <exception cref="global::System.ArgumentException">A type is not known to <paramref name="json"/>{(mode.StartThrows.Count > 0 ? ", or the step is a default value: it has no owner" : "")}.</exception>
            """);
        List<string> parameters =
        [
            .. mode.Parameter,
            $"{Snapshot} snapshot",
            $"{Json} json",
            $"[global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out {machine.Type}? machine",
            $"out {Fault} fault",
        ];
        code.Open($"{machine.Surface} static bool TryRestore(\n    {Vocabulary.Lines(parameters)})");
        code.Write("global::System.ArgumentNullException.ThrowIfNull(snapshot);");
        code.WriteAll(mode.FindOwner);
        code.Write($$"""
            machine = null;
            if (!snapshot.TryBring({{machine.Members.Definition}}, {{Number(movable)}}, {{(movable.Migrates ? "Migrate" : "null")}}, out var current, out var state, out fault))
            {
                return false;
            }

            """);
        List<string> arguments = [.. mode.OwnerArgument];
        if (machine.Context is { } context)
        {
            code.Write($"if (!current.TryReadContext(json, out {context} context, out fault)) return false;");
            if (machine.Session is not null) code.WriteAll(SessionDoor.Refuse(machine));
            arguments.Add("in context");
        }

        code.Write($"var restored = new {machine.Type}({string.Join(", ", [.. arguments, "state", "current.Transitions"])});");
        code.Open("switch (state)");
        foreach (var state in machine.States.Where(state => state.Slot is not null))
        {
            code.Write($"""
                case {state.Number()}:
                    if (!current.TryReadData(json, out restored.{state.Slot}, out fault)) return false;
                    break;
                """);
        }

        code.Write("""
            default:
                if (!current.TryReadNothing(out fault)) return false;
                break;
            """);
        code.Close();
        code.Write("\nmachine = restored;\nreturn true;");
        code.Close();
        code.Space();
    }

    private static string Number(MovableModel movable) => movable.Version.ToString(CultureInfo.InvariantCulture);
}
