namespace Replication.Generator.Tests.Machines;

/// <summary>A type with parameters of its own around a machine that has one more.</summary>
public static partial class Cache<TKey>
    where TKey : notnull, IComparable<TKey>
{
    /// <summary>A generic machine for several threads: its states and triggers hold what its type parameters stand for.</summary>
    [StateMachine<LedgerWhy>(Fence.Cas, Context = typeof(Cache<>.Entry<>.Bounds))]
    [On(typeof(Cache<>.Entry<>.Empty), typeof(Cache<>.Entry<>.Fill), typeof(Cache<>.Entry<>.Full))]
    [On(typeof(Cache<>.Entry<>.Full), typeof(Cache<>.Entry<>.Fill), typeof(Cache<>.Entry<>.Full))]
    [On(typeof(Cache<>.Entry<>.Full), typeof(Cache<>.Entry<>.Check), typeof(Cache<>.Entry<>.Empty))]
    [On(typeof(Cache<>.Entry<>.Full), typeof(Cache<>.Entry<>.Check), typeof(Cache<>.Entry<>.Full))]
    [On(typeof(Cache<>.Entry<>.ILive), typeof(Cache<>.Entry<>.Drop), typeof(Cache<>.Entry<>.Gone), When = nameof(IsMeant))]
    [Terminal(typeof(Cache<>.Entry<>.Gone))]
    public sealed partial class Entry<TValue>
        where TValue : class?
    {
        public interface ILive;

        public readonly record struct Bounds(TKey Lowest);

        public readonly record struct Empty : ILive;

        public readonly record struct Full(TKey Key, TValue Value) : ILive;

        public readonly record struct Gone;

        public readonly record struct Fill(TKey Key, TValue Value);

        public readonly record struct Check(TKey Against);

        public readonly record struct Drop(bool IsMeant);

        static bool IsMeant<TState>(in TState s, in Drop t)
            where TState : struct, ILive => t.IsMeant;

        static Next<Full, LedgerWhy> On(in Empty s, in Fill t, in Bounds bounds) =>
            t.Key.CompareTo(bounds.Lowest) < 0 ? LedgerWhy.Nothing.Because("a key below the bounds") : new Full(t.Key, t.Value);

        static Full On(in Full s, in Fill t) => new(t.Key, t.Value);

        static Next<Empty, Full, LedgerWhy> On(in Full s, in Check t) => t.Against.CompareTo(s.Key) == 0 ? s : new Empty();
    }
}
