using System.Runtime.CompilerServices;

namespace Replication.Generator;

/// <summary>What the sources shared with the runtime use of the framework and netstandard2.0 does not have.</summary>
internal static class Framework
{
    extension(ArgumentNullException)
    {
        public static void ThrowIfNull(object? argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
        {
            if (argument is null) throw new ArgumentNullException(name);
        }
    }

    extension(ArgumentOutOfRangeException)
    {
        public static void ThrowIfNegative(int value, [CallerArgumentExpression(nameof(value))] string? name = null)
        {
            if (value < 0) throw new ArgumentOutOfRangeException(name);
        }

        public static void ThrowIfGreaterThanOrEqual(int value, int limit, [CallerArgumentExpression(nameof(value))] string? name = null)
        {
            if (value >= limit) throw new ArgumentOutOfRangeException(name);
        }
    }

    extension(char)
    {
        public static bool IsAsciiLetter(char c) => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');

        public static bool IsAsciiLetterOrDigit(char c) => char.IsAsciiLetter(c) || c is >= '0' and <= '9';
    }

    /// <summary>There is no other comparison here: ordinal is what the overload without one does.</summary>
    public static string Replace(this string text, string old, string with, StringComparison comparison) =>
        comparison == StringComparison.Ordinal ? text.Replace(old, with) : throw new ArgumentOutOfRangeException(nameof(comparison));

    public static HashSet<T> ToHashSet<T>(this IEnumerable<T> items) => [.. items];

    public static IEnumerable<T> Order<T>(this IEnumerable<T> items) => items.OrderBy(item => item);

    public static IEnumerable<T> DistinctBy<T, TKey>(this IEnumerable<T> items, Func<T, TKey> key) => items.GroupBy(key).Select(same => same.First());

    public static T? MinBy<T, TKey>(this IEnumerable<T> items, Func<T, TKey> key)
        where T : class => items.OrderBy(key).FirstOrDefault();
}
