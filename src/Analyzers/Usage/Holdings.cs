using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Usage;

/// <summary>What the variables of a method hold at a point. One that is not named holds what may still act.</summary>
internal sealed class Holdings : IEquatable<Holdings>
{
    public static readonly Holdings None = new(
        ImmutableDictionary.Create<ISymbol, Fact>(SymbolEqualityComparer.Default),
        ImmutableDictionary<object, ImmutableArray<Verdict>>.Empty);

    private readonly ImmutableDictionary<ISymbol, Fact> _facts;

    // By what the answer was kept in: a variable, or what the compiler keeps it in for an expression.
    private readonly ImmutableDictionary<object, ImmutableArray<Verdict>> _verdicts;

    private Holdings(ImmutableDictionary<ISymbol, Fact> facts, ImmutableDictionary<object, ImmutableArray<Verdict>> verdicts) =>
        (_facts, _verdicts) = (facts, verdicts);

    public Fact this[ISymbol variable] => _facts.TryGetValue(variable, out var fact) ? fact : Fact.Live;

    /// <summary>The variables that hold, or held, what has to be seen through.</summary>
    public IEnumerable<(ISymbol Variable, Fact Fact)> Owing => _facts.Where(fact => fact.Value.Owed is not null).Select(fact => (fact.Key, fact.Value));

    /// <summary>A variable holds something else from here on; what an answer said of it before is about another value.</summary>
    public Holdings With(ISymbol variable, Fact fact)
    {
        var verdicts = _verdicts;
        foreach (var kept in _verdicts.Where(kept => kept.Value.Any(verdict => verdict.Variable.Same(variable))))
        {
            var left = kept.Value.RemoveAll(verdict => verdict.Variable.Same(variable));
            verdicts = left.IsEmpty ? verdicts.Remove(kept.Key) : verdicts.SetItem(kept.Key, left);
        }

        return new(fact == Fact.Live ? _facts.Remove(variable) : _facts.SetItem(variable, fact), verdicts);
    }

    /// <summary>An answer is kept.</summary>
    public Holdings Keeping(object answer, ImmutableArray<Verdict> verdicts) =>
        new(_facts, verdicts.IsEmpty ? _verdicts.Remove(answer) : _verdicts.SetItem(answer, verdicts));

    /// <summary>What an answer that was kept says of variables.</summary>
    public ImmutableArray<Verdict> VerdictsOf(object answer) => _verdicts.TryGetValue(answer, out var verdicts) ? verdicts : ImmutableArray<Verdict>.Empty;

    public Holdings Or(Holdings other)
    {
        var facts = _facts;
        foreach (var variable in _facts.Keys.Concat(other._facts.Keys).Distinct<ISymbol>(SymbolEqualityComparer.Default))
        {
            facts = facts.SetItem(variable, this[variable].Or(other[variable]));
        }

        return new(facts, _verdicts.RemoveRange(_verdicts.Where(kept => !other.VerdictsOf(kept.Key).SequenceEqual(kept.Value)).Select(kept => kept.Key)));
    }

    public bool Equals(Holdings? other) =>
        other is not null
        && _facts.Count == other._facts.Count
        && _facts.All(fact => other[fact.Key] is var others && others.Holding == fact.Value.Holding && others.Owed is null == fact.Value.Owed is null)
        && _verdicts.Count == other._verdicts.Count
        && _verdicts.All(kept => other.VerdictsOf(kept.Key).SequenceEqual(kept.Value));

    public override bool Equals(object? obj) => Equals(obj as Holdings);

    public override int GetHashCode() => _facts.Count;
}
