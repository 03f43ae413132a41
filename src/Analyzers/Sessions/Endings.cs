using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Sessions;

/// <summary>What ended the session that a variable names.</summary>
/// <param name="On">What it was ended on, where the ID is still good elsewhere; <see langword="null"/> = everywhere.</param>
/// <param name="By">The call.</param>
/// <param name="At">Where.</param>
internal sealed record Ending(Access? On, string By, SyntaxNode At)
{
    /// <summary>Whether it says the same of the session, wherever it was said.</summary>
    public bool Says(Ending other) => On is null ? other.On is null : other.On is not null && On.IsSameAs(other.On);
}

/// <summary>Which variables of a method name a session that is over on every way to a point.</summary>
internal sealed class Endings : IEquatable<Endings>
{
    public static readonly Endings None = new(ImmutableDictionary.Create<ISymbol, Ending>(SymbolEqualityComparer.Default));

    private readonly ImmutableDictionary<ISymbol, Ending> _over;

    private Endings(ImmutableDictionary<ISymbol, Ending> over) => _over = over;

    public Ending? this[ISymbol variable] => _over.TryGetValue(variable, out var ending) ? ending : null;

    /// <summary>A session ends; one that is over everywhere stays so.</summary>
    public Endings With(ISymbol variable, Ending ending) => this[variable] is { On: null } ? this : new(_over.SetItem(variable, ending));

    /// <summary>Something is assigned: a variable names another session, or what sessions were ended on is another object.</summary>
    public Endings Without(ISymbol assigned) => _over.IsEmpty ? this : new(_over
        .RemoveRange(_over.Where(over => over.Key.Same(assigned) || over.Value.On is { } on && (on.Root.Same(assigned) || on.Members.Any(member => member.Same(assigned))))
            .Select(over => over.Key)));

    public Endings And(Endings other) => new(_over.RemoveRange(_over.Where(over => other[over.Key]?.Says(over.Value) != true).Select(over => over.Key)));

    public bool Equals(Endings? other) =>
        other is not null && _over.Count == other._over.Count && _over.All(over => other[over.Key]?.Says(over.Value) == true);

    public override bool Equals(object? obj) => Equals(obj as Endings);

    public override int GetHashCode() => _over.Count;
}
