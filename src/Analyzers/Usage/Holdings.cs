using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Usage;

/// <summary>What the variables of a method hold at a point. One that is not named holds what may still act.</summary>
internal sealed class Holdings : IEquatable<Holdings>
{
    public static readonly Holdings None = new(
        ImmutableDictionary.Create<ISymbol, Fact>(SymbolEqualityComparer.Default),
        ImmutableDictionary<object, ImmutableArray<Verdict>>.Empty,
        ImmutableDictionary.Create<ISymbol, bool>(SymbolEqualityComparer.Default));

    private readonly ImmutableDictionary<ISymbol, Fact> _facts;

    // By what the answer was kept in: a variable, or what the compiler keeps it in for an expression.
    private readonly ImmutableDictionary<object, ImmutableArray<Verdict>> _verdicts;

    // What a flag was set to, where that is the same on every way.
    private readonly ImmutableDictionary<ISymbol, bool> _flags;

    private Holdings(ImmutableDictionary<ISymbol, Fact> facts, ImmutableDictionary<object, ImmutableArray<Verdict>> verdicts, ImmutableDictionary<ISymbol, bool> flags) =>
        (_facts, _verdicts, _flags) = (facts, verdicts, flags);

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

        return new(fact == Fact.Live ? _facts.Remove(variable) : _facts.SetItem(variable, fact), verdicts, _flags);
    }

    /// <summary>An answer is kept.</summary>
    public Holdings Keeping(object answer, ImmutableArray<Verdict> verdicts) =>
        new(_facts, verdicts.IsEmpty ? _verdicts.Remove(answer) : _verdicts.SetItem(answer, verdicts), _flags);

    /// <summary>What an answer that was kept says of variables.</summary>
    public ImmutableArray<Verdict> VerdictsOf(object answer) => _verdicts.TryGetValue(answer, out var verdicts) ? verdicts : ImmutableArray<Verdict>.Empty;

    /// <summary>A flag is set; <see langword="null"/> where nobody knows to what.</summary>
    public Holdings Setting(ISymbol flag, bool? value) => new(_facts, _verdicts, value is { } known ? _flags.SetItem(flag, known) : _flags.Remove(flag));

    /// <summary>What a flag was set to on every way, or <see langword="null"/>.</summary>
    public bool? FlagOf(ISymbol flag) => _flags.TryGetValue(flag, out var known) ? known : null;

    public Holdings Or(Holdings other)
    {
        var facts = _facts;
        foreach (var variable in _facts.Keys.Concat(other._facts.Keys).Distinct<ISymbol>(SymbolEqualityComparer.Default))
        {
            facts = facts.SetItem(variable, this[variable].Or(other[variable]));
        }

        return new(
            facts,
            _verdicts.RemoveRange(_verdicts.Where(kept => !other.VerdictsOf(kept.Key).SequenceEqual(kept.Value)).Select(kept => kept.Key)),
            _flags.RemoveRange(_flags.Where(flag => other.FlagOf(flag.Key) != flag.Value).Select(flag => flag.Key)));
    }

    public bool Equals(Holdings? other) =>
        other is not null
        && _facts.Count == other._facts.Count
        && _facts.All(fact => other[fact.Key] is var others && others.Holding == fact.Value.Holding && others.Owed is null == fact.Value.Owed is null)
        && _verdicts.Count == other._verdicts.Count
        && _verdicts.All(kept => other.VerdictsOf(kept.Key).SequenceEqual(kept.Value))
        && _flags.Count == other._flags.Count
        && _flags.All(flag => other.FlagOf(flag.Key) == flag.Value);

    public override bool Equals(object? obj) => Equals(obj as Holdings);

    public override int GetHashCode() => _facts.Count;
}
