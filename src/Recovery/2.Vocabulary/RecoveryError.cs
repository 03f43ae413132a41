namespace Replication.Recovery;

/// <summary>Why something was not done: a code for programs, and what was presented, what stands and what would have been legal for people.</summary>
/// <param name="Code">The code.</param>
/// <param name="Presented">What the caller presented.</param>
/// <param name="Stands">What stands against it.</param>
/// <param name="Legal">What would have been legal.</param>
[MustUse]
public readonly record struct RecoveryError(RecoveryCode Code, string? Presented = null, string? Stands = null, string? Legal = null)
{
    /// <summary>Whether there is no error.</summary>
    public bool IsNone => Code == RecoveryCode.None;

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        if (IsNone) return "success";
        var text = Code.Text();
        if (Presented is not null) text += $": presented {Presented}";
        if (Stands is not null) text += $"{(Presented is null ? ":" : ";")} what stands: {Stands}";
        if (Legal is not null) text += $"; legal: {Legal}";
        return text;
    }
}
