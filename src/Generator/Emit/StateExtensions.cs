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

    private static void IsCurrent(CodeWriter code, MachineModel machine, StateModel state)
    {
        var mode = FenceMode.Of(machine);
        code.Write($"""
            /// <summary>Whether the value may still act: the machine is in {Doc.See(state)} and has not moved since it was minted.</summary>
            /// <param name="at">The capability.</param>
            """);
        code.WriteAll(mode.ParameterDoc);
        code.Write($"""
            public static bool IsCurrent{machine.TypeParameters}(
                {Vocabulary.Lines([$"[{Vocabulary.Borrows}(Always = true)] this {state.At()} at", .. mode.Parameter])}){machine.Where()} =>
                {machine.Type}.IsStanding({string.Join(", ", ["at", .. mode.Argument])});

            """);
    }

    private static void Read(CodeWriter code, MachineModel machine, StateModel state)
    {
        var mode = FenceMode.Of(machine);
        code.Write($"""
            /// <summary>The data of {Doc.See(state)}, {(mode.IsShared ? "copied whole" : "read in place: a later transition may change what the reference shows")}.</summary>
            /// <param name="at">The capability; reading does not use it up.</param>
            """);
        code.WriteAll(mode.ParameterDoc);
        code.Write($"""
            /// <exception cref="{Vocabulary.Stale}">The value is used up or superseded.</exception>
            public static {(mode.IsShared ? "" : "ref readonly ")}{state.Type} Read{machine.TypeParameters}(
                {Vocabulary.Lines([$"[{Vocabulary.Borrows}] this {state.At()} at", .. mode.Parameter])}){machine.Where()} =>
                {(mode.IsShared ? "" : "ref ")}{machine.Type}.ReadSlot({string.Join(", ", ["at", .. mode.Argument])});

            """);
    }

    private static void TryRead(CodeWriter code, MachineModel machine, StateModel state)
    {
        var mode = FenceMode.Of(machine);
        code.Write($"""
            /// <summary>Copies the data of {Doc.See(state)}.</summary>
            /// <param name="at">The capability; reading does not use it up.</param>
            """);
        code.WriteAll(mode.ParameterDoc);
        code.Write($"""
            /// <param name="state">The data; a default value on <see langword="false"/>.</param>
            /// <returns>Whether the value still stands; <see langword="false"/> when it is used up or superseded.</returns>
            public static bool TryRead{machine.TypeParameters}(
                {Vocabulary.Lines([$"[{Vocabulary.Borrows}] this {state.At()} at", .. mode.Parameter, $"out {state.Type} state"])}){machine.Where()} =>
                {machine.Type}.TryReadSlot({string.Join(", ", ["at", .. mode.Argument, "out state"])});

            """);
    }
}
