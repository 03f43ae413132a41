using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints what lets a value in, and the two answers that are not a body's: fenced, and illegal.</summary>
internal static class RefusalPart
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        if (machine.Triggers.Count == 0) return;
        var mode = FenceMode.Of(machine);
        if (!mode.IsShared) Admits(code, machine, mode);
        code.Write($$"""
            // The value was minted under a stamp that no longer holds.
            private bool RefuseAsFenced(
                ulong stamp,
                byte trigger,
                out {{machine.Rejection()}} why)
            {
                why = {{machine.Rejection()}}.Fenced({{machine.Members.Definition}}, StateIndexOf(stamp), StateIndexOf(CurrentStamp), trigger);
                return false;
            }

            // The table has no such row. Nothing was asked of any body.
            private static bool RefuseAsIllegal(
                ulong stamp,
                byte trigger,
                out {{machine.Rejection()}} why)
            {
                why = {{machine.Rejection()}}.Illegal({{machine.Members.Definition}}, StateIndexOf(stamp), trigger);
                return false;
            }

            """);
        if (!machine.Cells.Any(cell => cell.IsGuarded && cell.CanRefuse)) return;
        code.Write($$"""
            // The table has rows for it, and no guard of them holds.
            private static bool RefuseAsGuarded(
                ulong stamp,
                byte trigger,
                string guards,
                out {{machine.Rejection()}} why)
            {
                why = {{machine.Rejection()}}.Guarded({{machine.Members.Definition}}, StateIndexOf(stamp), trigger, guards);
                return false;
            }

            """);
    }

    private static void Admits(CodeWriter code, MachineModel machine, FenceMode mode)
    {
        code.Write("// Only for the value minted last: a stale holder hears \"fenced\" before any body could give another reason.");
        code.Open($"private bool Admits(\n    {Vocabulary.Lines([.. mode.Parameter, "ulong stamp", "byte trigger", $"out {machine.Rejection()} why"])})");
        code.WriteAll(mode.Demand);
        code.Write("if (!HoldsStamp(stamp)) return RefuseAsFenced(stamp, trigger, out why);\nwhy = default;\nreturn true;");
        code.Close();
        code.Space();
    }
}
