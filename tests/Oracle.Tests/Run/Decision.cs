using Replication.Oracle.Tests.Drive;

namespace Replication.Oracle.Tests.Run;

/// <summary>The data of a state, whatever its kind.</summary>
internal readonly record struct StateData(int D, long E, string? N);

/// <summary>What the interpreter says that a trigger does.</summary>
/// <param name="Kind">What comes of it.</param>
/// <param name="Next">The state it leads to; counts only where it is made.</param>
/// <param name="Data">The data it leads to.</param>
/// <param name="Text">What else a caller sees.</param>
internal readonly record struct Decision(AnswerKind Kind, int Next, StateData Data, string Text)
{
    public Answer Answer => new(Kind, Text);
}
