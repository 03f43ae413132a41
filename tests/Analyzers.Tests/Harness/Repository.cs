using System.Runtime.CompilerServices;

namespace Replication.Analyzers.Tests.Harness;

/// <summary>Where the files of the repository are that tests compare with the rules.</summary>
internal static class Repository
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    public static IEnumerable<string> Names(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(Root(), folder), pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
