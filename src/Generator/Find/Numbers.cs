using System.Runtime.CompilerServices;

namespace Replication.Generator.Find;

/// <summary>Gives every object a number of its own, which is never given again, and keeps none of them alive.</summary>
internal sealed class Numbers
{
    private readonly ConditionalWeakTable<object, StrongBox<long>> _numbers = new();
    private long _last;

    public ulong Of(object item) => (ulong)_numbers.GetValue(item, _ => new StrongBox<long>(Interlocked.Increment(ref _last))).Value;
}
