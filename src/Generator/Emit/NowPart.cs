using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the typed view of the current state.</summary>
internal static class NowPart
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        var mode = FenceMode.Of(machine);
        code.Write("/// <summary>The typed view of the state the machine is in.</summary>");
        code.WriteAll(mode.ParameterDoc);
        code.WriteAll(mode.DemandDoc);
        code.Open($"{machine.Surface} {machine.Members.Current} {machine.Members.Now}({string.Join(", ", mode.Parameter)})");
        code.WriteAll(mode.Demand);
        code.Write($"return new {machine.Members.Current}(this, CurrentStamp);");
        code.Close();
        code.Space();
        UnionType.Print(code, machine, machine.Members.Current, "The state the machine is in, as a capability of that state.", machine.States, isHandedOut: false);
    }
}
