namespace Replication.Recovery.Tests;

/// <summary>Reads the engine's own names back; what it has no name for may be said by its number.</summary>
internal static class Named
{
    public static SessionKind Kind(InputLine line, string text) =>
        byte.TryParse(text, out var number) ? (SessionKind)number : One<SessionKind>(line, text, kind => kind.Text());

    public static ReplicaState State(InputLine line, string text) => One<ReplicaState>(line, text, state => state.Text());

    public static EndCause Cause(InputLine line, string text) => One<EndCause>(line, text, cause => cause.Text());

    public static RecoveryCode Code(InputLine line, string text) =>
        RecoveryCodes.TryParse(text, out var code) ? code : throw line.Wrong($"'{text}' is no code");

    public static PortOp Op(InputLine line, string text) => One<PortOp>(line, text, op => op.ToString().ToUpperInvariant(), text.ToUpperInvariant());

    private static T One<T>(InputLine line, string text, Func<T, string> name, string? wanted = null)
        where T : struct, Enum => Enum.GetValues<T>().Where(value => name(value) == (wanted ?? text)).ToArray() is [var only]
            ? only
            : throw line.Wrong($"'{text}' is not the name of one {typeof(T).Name}");
}
