using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Usage;

/// <summary>What the variables of a method hold at a point. One that is not named holds what may still act.</summary>
internal sealed class Holdings : IEquatable<Holdings>
{
    public static readonly Holdings None = new(
        ImmutableDictionary.Create<ISymbol, Fact>(SymbolEqualityComparer.Default),
        ImmutableDictionary<object, Verdict>.Empty);

    private readonly ImmutableDictionary<ISymbol, Fact> _facts;

    // By what the answer was kept in: a variable, or what the compiler keeps it in for an expression.
    private readonly ImmutableDictionary<object, Verdict> _verdicts;

    private Holdings(ImmutableDictionary<ISymbol, Fact> facts, ImmutableDictionary<object, Verdict> verdicts) => (_facts, _verdicts) = (facts, verdicts);

    public Fact this[ISymbol variable] => _facts.TryGetValue(variable, out var fact) ? fact : Fact.Live;

    /// <summary>A variable holds something else from here on; what an answer said of it before is about another value.</summary>
    public Holdings With(ISymbol variable, Fact fact) => new(
        fact == Fact.Live ? _facts.Remove(variable) : _facts.SetItem(variable, fact),
        _verdicts.RemoveRange(_verdicts.Where(kept => kept.Value.Variable.Same(variable)).Select(kept => kept.Key)));

    /// <summary>An answer is kept.</summary>
    public Holdings Keeping(object answer, Verdict? verdict) =>
        new(_facts, verdict is { } kept ? _verdicts.SetItem(answer, kept) : _verdicts.Remove(answer));

    /// <summary>What an answer that was kept says of a variable.</summary>
    public Verdict? VerdictOf(object answer) => _verdicts.TryGetValue(answer, out var verdict) ? verdict : null;

    public Holdings Or(Holdings other)
    {
        var facts = _facts;
        foreach (var variable in _facts.Keys.Concat(other._facts.Keys).Distinct<ISymbol>(SymbolEqualityComparer.Default))
        {
            facts = facts.SetItem(variable, this[variable].Or(other[variable]));
        }

        return new(facts, _verdicts.RemoveRange(_verdicts.Where(kept => other.VerdictOf(kept.Key) != kept.Value).Select(kept => kept.Key)));
    }

    public bool Equals(Holdings? other) =>
        other is not null
        && _facts.Count == other._facts.Count
        && _facts.All(fact => other[fact.Key].Holding == fact.Value.Holding)
        && _verdicts.Count == other._verdicts.Count
        && _verdicts.All(kept => other.VerdictOf(kept.Key) == kept.Value);

    public override bool Equals(object? obj) => Equals(obj as Holdings);

    public override int GetHashCode() => _facts.Count;
}
