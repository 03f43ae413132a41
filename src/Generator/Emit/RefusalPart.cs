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
            private {{machine.Rejection()}} RejectAsFenced(ulong stamp, byte trigger) =>
                {{machine.Rejection()}}.Fenced({{machine.Members.Definition}}, StateIndexOf(stamp), StateIndexOf(CurrentStamp), trigger);

            // For the transitions without a Try, which cannot fail in any other way. A throw and nothing else is never inlined, and takes no registers from those.
            [global::System.Diagnostics.CodeAnalysis.DoesNotReturn]
            internal static void ThrowAsFenced(global::Replication.StateMachine machine, ulong stamp) =>
                throw new {{Vocabulary.Stale}}((({{machine.Type}})machine).RejectAsFenced(stamp, default).ToString());

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
    }
}
