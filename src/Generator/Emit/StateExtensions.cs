using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints what can be done with the capability of one state: is it current, read it, and its transitions.</summary>
internal static class StateExtensions
{
    public static void Print(CodeWriter code, MachineModel machine, int index)
    {
        var state = machine.States[index];
        var cells = machine.Cells.Where(cell => cell.State == index).ToList();

        // A transition that is called without data and cannot refuse has the shape of these two; it goes before them.
        var bare = new HashSet<string>(
            cells.Where(cell => !cell.CanRefuse && machine.Triggers[cell.Trigger] is { IsFlat: true, Parameters.Count: 0 })
                .Select(cell => machine.Triggers[cell.Trigger].Member),
            StringComparer.Ordinal);
        code.Write($"// {state.Name}{(state.IsTerminal ? " (terminal)" : "")}\n");
        if (!bare.Contains("IsCurrent")) IsCurrent(code, machine, state);
        if (state.Slot is not null)
        {
            if (!bare.Contains("Read")) Read(code, machine, state);
            TryRead(code, machine, state);
        }

        foreach (var cell in cells) TransitionMethods.Print(code, machine, cell);
    }

    private static void IsCurrent(CodeWriter code, MachineModel machine, StateModel state) => code.Write($"""
        /// <summary>Whether the value may still act: the machine is in {Doc.See(state)} and has not moved since it was minted.</summary>
        /// <param name="at">The capability.</param>
        /// <param name="step">A step of the machine's owner.</param>
        public static bool IsCurrent(this {state.At()} at, in {Vocabulary.Step} step) => {machine.Type}.IsCurrent(at, in step);

        """);

    private static void Read(CodeWriter code, MachineModel machine, StateModel state) => code.Write($"""
        /// <summary>The data of {Doc.See(state)}, read in place: a later transition may change what the reference shows.</summary>
        /// <param name="at">The capability; reading does not use it up.</param>
        /// <param name="step">A step of the machine's owner.</param>
        /// <exception cref="{Vocabulary.Stale}">The value is used up or superseded.</exception>
        public static ref readonly {state.Type} Read(this {state.At()} at, in {Vocabulary.Step} step) => ref {machine.Type}.Read(at, in step);

        """);

    private static void TryRead(CodeWriter code, MachineModel machine, StateModel state) => code.Write($"""
        /// <summary>Copies the data of {Doc.See(state)}.</summary>
        /// <param name="at">The capability; reading does not use it up.</param>
        /// <param name="step">A step of the machine's owner.</param>
        /// <param name="state">The data; a default value on <see langword="false"/>.</param>
        /// <returns>Whether the value still stands; <see langword="false"/> when it is used up or superseded.</returns>
        public static bool TryRead(this {state.At()} at, in {Vocabulary.Step} step, out {state.Type} state) => {machine.Type}.TryRead(at, in step, out state);

        """);
}
