using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Replication.Benchmarks.Measuring;

namespace Replication.Benchmarks.Generation;

/// <summary>How long the generator takes over 100 machines of 20 states and 80 rows.</summary>
/// <remarks>
/// Processor time, because these runs are too long to fall between the time slices of others. A busy machine makes it longer too. The quickest of several
/// runs counts.
/// </remarks>
internal static class GenerationBars
{
    public const string FreshProcess = "--fresh-process";
    private const int Machines = 100;
    private const int Runs = 5;

    /// <summary>Measures, prints and says whether the bars are met.</summary>
    public static bool Run()
    {
        var fresh = Fresh();

        // The first run in this process compiles the generator and the compiler themselves.
        _ = Cold();
        var cold = Enumerable.Range(0, Runs).Min(_ => Cold());
        var edited = Edited();
        var elsewhere = Elsewhere();
        var attributes = Enumerable.Range(0, Runs).Min(_ => Attributes());
        Console.WriteLine("| generation, 100 machines of 20 states and 80 rows | time | bar | |\n|---|--:|--:|---|");
        Console.WriteLine("| cold: the first run of a driver | " + Row(cold, 1000));
        Console.WriteLine("| one table edited | " + Row(edited, 10));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| one body edited, in another file | {elsewhere:F1} ms | - | for comparison |"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| the compiler alone: the attributes of 100 classes, bound in a new compilation | {attributes:F1} ms | - | for comparison |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| cold, in a process that has compiled nothing yet | {fresh:F0} ms | - | for comparison |"));
        return cold <= 1000 && edited <= 10;
    }

    /// <summary>What a process of its own answers with: milliseconds of its very first run.</summary>
    public static void Answer() => Console.WriteLine(Cold().ToString("F1", CultureInfo.InvariantCulture));

    private static string Row(double milliseconds, double bar) => string.Create(
        CultureInfo.InvariantCulture, $"{milliseconds:F1} ms | ≤ {bar} ms | {(milliseconds <= bar ? "met" : "MISSED")} |");

    private static double Cold()
    {
        var compilation = ManyMachines.Compilation(Machines);
        return Milliseconds(ManyMachines.Driver(), compilation, "");
    }

    // Another machine each time, so that nobody has seen the result before.
    private static double Edited()
    {
        Compilation compilation = ManyMachines.Compilation(Machines);
        var driver = ManyMachines.Driver().RunGenerators(compilation);
        return Enumerable.Range(0, Runs * 4).Min(run => Milliseconds(driver, ManyMachines.Edited(compilation, run, 3), $"Machine{run}"));
    }

    private static double Elsewhere()
    {
        var compilation = ManyMachines.Compilation(Machines).AddSyntaxTrees(ManyMachines.Elsewhere(0));
        var driver = ManyMachines.Driver().RunGenerators(compilation);
        return Enumerable.Range(1, Runs * 4).Min(run =>
            Milliseconds(driver, compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[^1], ManyMachines.Elsewhere(run)), ""));
    }

    // Of one run of a driver, which has to answer with all machines, and with that edit in one of them.
    private static double Milliseconds(GeneratorDriver driver, Compilation compilation, string edited)
    {
        var start = Environment.CpuUsage.TotalTime;
        driver = driver.RunGenerators(compilation);
        var elapsed = Environment.CpuUsage.TotalTime - start;
        Demand(driver, edited);
        return elapsed.TotalMilliseconds;
    }

    // What a generator costs after each edit that lets the compiler look for the attribute: to see it, all attributes of the class are bound. More than the
    // share of an edit, though: here the references are new as well, and after an edit they are not.
    private static double Attributes()
    {
        var compilation = ManyMachines.Compilation(Machines);
        var start = Environment.CpuUsage.TotalTime;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var declaration = tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single();
            if (compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration)!.GetAttributes().Length != 81) throw new InvalidOperationException("Other rows.");
        }

        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    private static void Demand(GeneratorDriver driver, string edited)
    {
        var sources = driver.GetRunResult().Results.Single().GeneratedSources;
        var machines = sources.Count(source => !source.HintName.EndsWith(".Graph.g.cs", StringComparison.Ordinal));
        if (machines != Machines || sources.Length != 2 * Machines)
        {
            throw new InvalidOperationException($"{machines} of {sources.Length} files are machines; {Machines} were declared, and each has its drawings as well.");
        }

        var leads = sources.Count(source => source.SourceText.ToString().Contains("// S0, T0 -> S3", StringComparison.Ordinal));
        if (leads != (edited.Length > 0 ? 1 : 0)) throw new InvalidOperationException($"The edit of {edited} is in {leads} files.");
    }

    private static double Fresh() => double.Parse(Processes.Ask(FreshProcess).Single(), CultureInfo.InvariantCulture);
}
