using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints a closed union of capabilities.</summary>
/// <remarks>It is a machine and a stamp, whatever the number of cases: the stamp says which case it is.</remarks>
internal static class UnionType
{
    public static void Print(CodeWriter code, MachineModel machine, string name, string summary, IEnumerable<StateModel> states, bool isHandedOut)
    {
        var cases = states.ToList();
        code.Write($"""
            /// <summary>{summary}</summary>
            /// <remarks>Exactly one of the properties named after states has a value; a default value has none.</remarks>
            {Vocabulary.Generated}
            {Vocabulary.OneOf}
            """);
        code.Open($"{machine.Surface} readonly struct {name}");
        code.Write($$"""
            private readonly {{machine.Type}}? _machine;
            private readonly ulong _stamp;

            internal {{name}}({{machine.Type}} machine, ulong stamp)
            {
                _machine = machine;
                _stamp = stamp;
            }

            /// <summary>The name of the state; empty for a default value.</summary>
            public string State => _machine is null ? "" : {{machine.Members.Definition}}.States[StateIndexOf(_stamp)];

            /// <inheritdoc cref="State"/>
            public override string ToString() => State;

            """);
        foreach (var state in cases)
        {
            code.Write($"""
                /// <summary>{Doc.Summary(state.Type)}The capability at {Doc.See(state)}, or <see langword="null"/> when it is another state.</summary>
                """);
            if (isHandedOut && machine.MustComplete && !state.IsFinal) code.Write($"[{Vocabulary.MustComplete}]");
            code.Write($"""
                public {state.At()}? {state.Member} =>
                    _machine is not null && StateIndexOf(_stamp) == {state.Number()} ? _machine.MintAt<{state.Type}>(_stamp) : null;

                """);
        }

        Match(code, name, cases, machine.TakesRefStructs);
        code.Close();
        code.Space();
    }

    private static void Match(CodeWriter code, string name, List<StateModel> cases, bool takesRefStructs)
    {
        code.Write($"""
            /// <summary>Calls the function of the state it is; there is one for each, so that none can be forgotten.</summary>
            /// <typeparam name="TArg">The type of the argument{(takesRefStructs ? "; it may be a ref struct, as a step is" : "")}.</typeparam>
            /// <typeparam name="TResult">The type of the answer.</typeparam>
            /// <param name="arg">What the functions need, so that they can be static and nothing is captured.</param>
            """);
        foreach (var state in cases) code.Write($"/// <param name=\"{Doc.Name(state.Parameter)}\">Called at {Doc.See(state)}.</param>");
        code.Write($"/// <exception cref=\"{Vocabulary.InvalidOperation}\">This is a default value.</exception>");
        List<string> functions = [.. cases.Select(state => $"global::System.Func<{state.At()}, TArg, TResult> {state.Parameter}")];
        var constraint = takesRefStructs ? "\n    where TArg : allows ref struct" : "";
        code.Open($"public TResult Match<TArg, TResult>(\n    {Vocabulary.Lines(["TArg arg", .. functions])}){constraint}");
        code.Write($"""
            if (_machine is null) throw new {Vocabulary.InvalidOperation}("This {name} is a default value: no machine stands behind it.");
            """);
        code.Open("return StateIndexOf(_stamp) switch");
        foreach (var state in cases) code.Write($"{state.Number()} => {state.Parameter}(_machine.MintAt<{state.Type}>(_stamp), arg),");
        code.Write("_ => throw new global::System.Diagnostics.UnreachableException(),");
        code.Close(";");
        code.Close();
    }
}
