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

    private static List<Result> One(int number)
    {
        Console.Error.WriteLine($"process {number} of {Count}");
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Answering]) { RedirectStandardOutput = true })!;
        List<Result> results = [];
        while (process.StandardOutput.ReadLine() is { } line) results.Add(JsonSerializer.Deserialize<Result>(line)!);
        process.WaitForExit();
        return process.ExitCode == 0 ? results : throw new InvalidOperationException($"A process ended with {process.ExitCode}.");
    }
}
