using System.Globalization;

namespace Replication.Generator.Tests.Harness;

/// <summary>
/// A culture that nobody may ask anything: not how to write a number or a date, not how to change case, not how to compare texts. What runs under it runs
/// the same in every culture. (The tests run in globalization-invariant mode, in which Turkish is a name only.)
/// </summary>
internal sealed class UnaskedCulture() : CultureInfo("")
{
    public override TextInfo TextInfo => throw Asked(nameof(TextInfo));

    public override CompareInfo CompareInfo => throw Asked(nameof(CompareInfo));

    public override NumberFormatInfo NumberFormat
    {
        get => throw Asked(nameof(NumberFormat));
        set => throw Asked(nameof(NumberFormat));
    }

    public override DateTimeFormatInfo DateTimeFormat
    {
        get => throw Asked(nameof(DateTimeFormat));
        set => throw Asked(nameof(DateTimeFormat));
    }

    public override object? GetFormat(Type? formatType) => throw Asked(formatType?.Name ?? nameof(GetFormat));

    /// <summary>Runs something under it.</summary>
    public static T Run<T>(Func<T> function)
    {
        var (before, unasked) = (CurrentCulture, new UnaskedCulture());
        CurrentCulture = unasked;
        try
        {
            return function();
        }
        finally
        {
            CurrentCulture = before;
        }
    }

    private static InvalidOperationException Asked(string what) => new($"The current culture was asked for its {what}.");
}
