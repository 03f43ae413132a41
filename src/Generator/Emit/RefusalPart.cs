using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints what lets a value in, and the two answers that are not a body's: fenced, and illegal.</summary>
internal static class RefusalPart
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        if (machine.Triggers.Count == 0) return;
        code.Write($$"""
            // The value was minted under a stamp that no longer holds.
            {{(FenceMode.Of(machine).IsShared ? Vocabulary.OutOfLine : Vocabulary.Inlined)}}
            private {{machine.Rejection()}} AnswerFenced(ulong stamp, byte trigger) =>
                {{machine.Rejection()}}.Fenced({{machine.Members.Definition}}, StateIndexOf(stamp), StateIndexOf(CurrentStamp), trigger);

            // For the transitions without a Try, which cannot fail in any other way. A throw and nothing else: it is known not to return, and so
            // takes no registers from those that call it.
            [global::System.Diagnostics.CodeAnalysis.DoesNotReturn]
            internal static void ThrowFenced(global::Replication.StateMachine machine, ulong stamp) =>
                throw new {{Vocabulary.Stale}}((({{machine.Type}})machine).AnswerFenced(stamp, default).ToString());

            // The table has no such row. Nothing was asked of any body.
            {{Vocabulary.OutOfLine}}
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
}
