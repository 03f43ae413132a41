using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the typed door: extension methods of exactly the states they are legal in.</summary>
internal static class TransitionsClass
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        code.Write($"""
            /// <summary>The transitions of {Doc.See(machine.Type)}, each an extension of the state it is legal in.</summary>
            /// <remarks>
            /// A value is used up by the transition that answers <see langword="true"/>, and only by that.
            /// {FenceMode.Of(machine).Calling} is a programming error and throws <see cref="{Vocabulary.InvalidOperation}"/>.
            /// </remarks>
            {Vocabulary.Generated}
            """);
        code.Open($"{machine.Surface} static class {machine.Transitions}");
        code.Write("""
            // Inlined, all the way down to the body: what is left at the call is the check of the stamp, the body and the stores. A value that is advanced
            // in a loop stays in registers.

            """);
        for (var index = 0; index < machine.States.Count; index++)
        {
            if (index > 0) code.Space();
            StateExtensions.Print(code, machine, index);
        }

        code.Close();
    }
}
