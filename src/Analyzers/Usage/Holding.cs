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

    /// <summary>A default value: the call that should have handed one out refused, or there was none.</summary>
    Never = 8,
}

/// <summary>What a variable may hold, by what it was used up or refused, and what is owed for it.</summary>
/// <param name="Holding">What it may hold.</param>
/// <param name="By">The call, or the variable, that used it up, or the call that refused to hand it out.</param>
/// <param name="At">Where.</param>
/// <param name="Owed">Where the value was handed out that has to be seen through; <see langword="null"/> where nothing is owed, or not on every way.</param>
internal readonly record struct Fact(Holding Holding, string By, SyntaxNode? At, SyntaxNode? Owed = null)
{
    public static readonly Fact Live = new(Holding.Live, "", null);
    public static readonly Fact Escaped = new(Holding.Escaped, "", null);

    /// <summary>Whether a value may be left behind here that somebody has to see through.</summary>
    public bool IsOpen => Owed is not null && (Holding & Holding.Live) != 0;

    public static Fact Used(string by, SyntaxNode at) => new(Holding.Used, by, at);

    public static Fact Never(string by, SyntaxNode at) => new(Holding.Never, by, at);

    // What is owed on one way only is owed on none: a flag, or a null, may say later which way it was. Of two the one that is still held is owed.
    public Fact Or(Fact other) => new(
        Holding | other.Holding, At is null ? other.By : By, At ?? other.At, Owed is null || other.Owed is null ? null : IsOpen ? Owed : other.Owed);
}

/// <summary>A call that was made and whose answer decides what a variable holds.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="When">The answer that means the one.</param>
/// <param name="Then">What holds then.</param>
/// <param name="Else">What holds otherwise.</param>
internal readonly record struct Verdict(ISymbol Variable, bool When, Fact Then, Fact Else);
