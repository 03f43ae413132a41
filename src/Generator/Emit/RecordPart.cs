using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints how the triggers of a movable machine are recorded, and how a record is fired.</summary>
internal static class RecordPart
{
    private const string Record = "global::Replication.TriggerRecord";
    private const string Json = "global::System.Text.Json.Serialization.JsonSerializerContext";

    public static void Print(CodeWriter code, MachineModel machine)
    {
        if (machine.Movable is null) return;
        foreach (var trigger in machine.Triggers) Write(code, machine, trigger);
        Fire(code, machine);
    }

    private static void Write(CodeWriter code, MachineModel machine, TriggerModel trigger)
    {
        code.Write($$"""
            /// <summary>Records {{Doc.See(trigger)}} for a journal or a message.</summary>
            /// <param name="trigger">What happens.</param>
            /// <param name="json">What System.Text.Json generated for the triggers with data.</param>
            """);
        if (!trigger.IsBare) code.Write("/// <exception cref=\"global::System.ArgumentException\">The type is not among them.</exception>");
        code.Write($$"""
            {{machine.Surface}} static {{Record}} {{machine.Members.Record}}(
                in {{trigger.Type}} trigger,
                {{Json}} json) =>
                {{(trigger.IsBare ? $"new {Record} {{ Trigger = \"{trigger.Name}\" }}" : $"{Record}.Of(\"{trigger.Name}\", in trigger, json)")}};

            """);
    }

    private static void Fire(CodeWriter code, MachineModel machine)
    {
        var mode = FenceMode.Of(machine);
        code.Write("""
            /// <summary>Fires what was recorded, in whatever state the machine is. The answers are those of the trigger itself.</summary>
            """);
        code.WriteAll(mode.ParameterDoc);
        code.Write("""
            /// <param name="record">The record.</param>
            /// <param name="json">What System.Text.Json generated for the triggers with data.</param>
            /// <param name="now">The state it led to; a default value on <see langword="false"/>.</param>
            /// <param name="why">Why not: as of the trigger itself, or the record cannot be read.</param>
            /// <returns>Whether the transition was made; on <see langword="false"/> nothing was changed or used up.</returns>
            """);
        code.WriteAll(mode.DemandDoc);
        List<string> parameters =
            [.. mode.Parameter, $"{Record} record", $"{Json} json", $"out {machine.Members.Current} now", $"out {machine.Rejection()} why"];
        code.Open($"{machine.Surface} bool TryFire(\n    {Vocabulary.Lines(parameters)})");
        code.Write("global::System.ArgumentNullException.ThrowIfNull(record);");
        code.WriteAll(mode.Demand);
        code.Write("var fault = default(global::Replication.SnapshotFault);");
        code.Open("switch (record.Trigger)");
        foreach (var trigger in machine.Triggers)
        {
            var read = trigger.IsBare ? "record.TryReadNothing(out fault)" : $"record.TryRead(json, out {trigger.Type} trigger, out fault)";
            var fired = trigger.IsBare ? $"default({trigger.Type})" : "in trigger";
            code.Write($"""
                case "{trigger.Name}" when {read}:
                    return TryFire({string.Join(", ", [.. mode.Argument, fired, "out now", "out why"])});
                """);
        }

        code.Close();
        code.Write($"""

            now = default;
            why = {machine.Rejection()}.Unreadable({machine.Members.Definition}, StateIndexOf(CurrentStamp), record, fault);
            return false;
            """);
        code.Close();
        code.Space();
    }
}
