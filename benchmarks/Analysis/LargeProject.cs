using System.Globalization;

namespace Replication.Benchmarks.Analysis;

/// <summary>
/// A project of 100,000 lines: 100 machines of eight states, each with a class that uses it, and ordinary code around them: services, a parser, caches,
/// files, planning; with loops, LINQ, switches, locks, and methods that wait.
/// </summary>
internal static class LargeProject
{
    private const int Machines = 100;
    private const int Lines = 100_000;

    private static readonly string[] _ordinary = [.. new[] { "Orders", "Parsing", "Caching", "Storing", "Planning" }.Select(Text)];

    /// <summary>The files, by name.</summary>
    public static IEnumerable<(string Name, string Source)> Files()
    {
        var lines = 0;
        var machine = Text("Machine");
        for (var number = 0; number < Machines; number++) yield return Numbered("Machine", machine, number);
        for (var number = 0; lines < Lines; number++) yield return Numbered("Ordinary", _ordinary[number % _ordinary.Length], number);

        (string, string) Numbered(string kind, string text, int number)
        {
            lines += text.AsSpan().Count('\n');
            return (string.Create(CultureInfo.InvariantCulture, $"{kind}{number}.cs"), text.Replace("__N__", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }
    }

    /// <summary>Writes the files into a folder.</summary>
    /// <returns>How many lines they have.</returns>
    public static int Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var lines = 0;
        foreach (var (name, source) in Files())
        {
            File.WriteAllText(Path.Combine(folder, name), source);
            lines += source.AsSpan().Count('\n');
        }

        return lines;
    }

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(LargeProject).Assembly.GetManifestResourceStream($"{name}.txt")!);
        return reader.ReadToEnd();
    }
}
