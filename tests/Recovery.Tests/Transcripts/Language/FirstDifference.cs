namespace Replication.Recovery.Tests;

/// <summary>Where two texts part: what a failing comparison shows.</summary>
internal static class FirstDifference
{
    private const int Shown = 6;

    /// <returns>The first lines that differ, with the input line they belong to; <see langword="null"/> where nothing does.</returns>
    public static string? Of(string expected, string seen)
    {
        if (expected == seen) return null;
        string[] left = expected.Split('\n'), right = seen.Split('\n');
        var at = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join('\n', [
            $"line {at + 1}, in the block of: {InputBefore(right, at)}",
            .. left.Skip(at).Take(Shown).Select(line => "- " + line),
            .. right.Skip(at).Take(Shown).Select(line => "+ " + line)]);
    }

    private static string InputBefore(string[] lines, int at)
    {
        for (var i = Math.Min(at, lines.Length - 1); i > 0; i--)
        {
            if (lines[i] == "----") return lines[i - 1];
        }

        return "the head";
    }
}
