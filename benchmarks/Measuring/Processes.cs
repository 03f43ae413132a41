using System.Diagnostics;
using System.Text.Json;

namespace Replication.Benchmarks.Measuring;

/// <summary>Runs the comparisons in processes of their own, one after the other.</summary>
/// <remarks>
/// Where the compiled code of a process comes to lie, and in which order it is compiled, is chance, and with it what the processor foresees: the same
/// code is a fifth quicker or slower in the next process, on either side. So the median over several processes counts.
/// </remarks>
internal static class Processes
{
    /// <summary>The argument that makes a process answer with one result a line.</summary>
    public const string Answering = "--one-process";

    private const int Count = 9;

    /// <summary>Runs them all.</summary>
    /// <returns>The comparisons, in the order in which they are made.</returns>
    public static IReadOnlyList<Summary> Run()
    {
        var results = Enumerable.Range(1, Count).SelectMany(One).ToLookup(result => result.Name);
        return [.. results.Select(comparison => new Summary([.. comparison]))];
    }

    /// <summary>Says a result to the process that asked.</summary>
    public static void Answer(Result result) => Console.WriteLine(JsonSerializer.Serialize(result));

    /// <summary>Starts this program once more, with an argument that makes it answer.</summary>
    /// <param name="argument">The argument.</param>
    /// <returns>The lines that it answered.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static IReadOnlyList<string> Ask(string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [argument]) { RedirectStandardOutput = true })!;
        List<string> lines = [];
        while (process.StandardOutput.ReadLine() is { } line) lines.Add(line);
        process.WaitForExit();
        return process.ExitCode == 0 ? lines : throw new InvalidOperationException($"A process with {argument} ended with {process.ExitCode}.");
    }

    private static IEnumerable<Result> One(int number)
    {
        Console.Error.WriteLine($"process {number} of {Count}");
        return Ask(Answering).Select(line => JsonSerializer.Deserialize<Result>(line)!);
    }
}
