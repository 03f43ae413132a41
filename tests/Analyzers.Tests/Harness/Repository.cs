using System.Runtime.CompilerServices;

namespace Replication.Analyzers.Tests.Harness;

/// <summary>Where the files of the repository are that tests compare with the rules.</summary>
internal static class Repository
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    public static IEnumerable<string> Names(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(Root(), folder), pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>Compares a text with one that was accepted; where they differ, it is left beside it as <c>.received.txt</c>, and accepting it is renaming it.</summary>
    public static void AssertVerified(string path, string text)
    {
        var stem = Path.Combine(Root(), path);
        var accepted = File.Exists(stem + ".verified.txt") ? File.ReadAllText(stem + ".verified.txt") : "";
        if (accepted == text) File.Delete(stem + ".received.txt");
        else File.WriteAllText(stem + ".received.txt", text);
        Assert.Equal(accepted, text);
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
