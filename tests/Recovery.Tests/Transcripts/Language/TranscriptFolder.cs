using System.Runtime.CompilerServices;

namespace Replication.Recovery.Tests;

/// <summary>The scenarios where they are written: in the source folder, so that a rewritten one shows in review.</summary>
internal static class TranscriptFolder
{
    /// <summary>Whether scenarios are written anew instead of compared.</summary>
    public static bool Rewrites => Environment.GetEnvironmentVariable("REPLICATION_REWRITE_TRANSCRIPTS") is "1" or "true";

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Scenarios(), "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static string Read(string name) => File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n");

    public static void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    private static string PathOf(string name) => Path.Combine(Scenarios(), name + ".txt");

    private static string Scenarios([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Scenarios");
}
