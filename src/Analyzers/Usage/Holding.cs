using Microsoft.CodeAnalysis;

namespace Replication.Analyzers.Usage;

/// <summary>What a variable may hold at a point.</summary>
[Flags]
internal enum Holding
{
    /// <summary>A value that may still act, or one that nothing is known of.</summary>
    Live = 1,

    /// <summary>A value that was used up.</summary>
    Used = 2,

    /// <summary>A value that went where it is not watched.</summary>
    Escaped = 4,
}

/// <summary>What a variable may hold, and by what it was used up, if it was.</summary>
/// <param name="Holding">What it may hold.</param>
/// <param name="By">The call, or the variable, that used it up.</param>
/// <param name="At">Where.</param>
internal readonly record struct Fact(Holding Holding, string By, SyntaxNode? At)
{
    public static readonly Fact Live = new(Holding.Live, "", null);
    public static readonly Fact Escaped = new(Holding.Escaped, "", null);

    public static Fact Used(string by, SyntaxNode at) => new(Holding.Used, by, at);

    public Fact Or(Fact other) => new(Holding | other.Holding, At is null ? other.By : By, At ?? other.At);
}

/// <summary>A call that was made and whose answer decides whether a variable's value is used up.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="When">The answer that means it.</param>
/// <param name="Used">What holds then.</param>
/// <param name="Before">What holds otherwise.</param>
internal readonly record struct Verdict(ISymbol Variable, bool When, Fact Used, Fact Before);
