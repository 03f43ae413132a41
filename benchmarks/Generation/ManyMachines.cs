using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Replication.Benchmarks.Generation;

/// <summary>A project with many large machines: each in a file and a namespace of its own, with 20 states, half of them with data, and 80 rows.</summary>
internal static class ManyMachines
{
    private const int States = 20;
    private const int Triggers = 4;

    private static readonly CSharpParseOptions _parse = new(LanguageVersion.Latest);

    public static CSharpCompilation Compilation(int machines) => CSharpCompilation.Create(
        "ManyMachines",
        Enumerable.Range(0, machines).Select(number => File(number, Source(number))),
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(StateMachine).Assembly.Location),
        ],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The compilation after an edit of one row of one machine.</summary>
    /// <param name="compilation">The compilation before.</param>
    /// <param name="number">Which machine.</param>
    /// <param name="target">The state that its first row leads to from now on; odd, so that it needs no body.</param>
    public static Compilation Edited(Compilation compilation, int number, int target) => compilation.ReplaceSyntaxTree(
        compilation.SyntaxTrees.ElementAt(number),
        File(number, Source(number).Replace("[On<S0, T0, S1>]", $"[On<S0, T0, S{target}>]", StringComparison.Ordinal)));

    /// <summary>A file without a machine.</summary>
    /// <param name="answer">What the body in it answers.</param>
    public static SyntaxTree Elsewhere(int answer) => CSharpSyntaxTree.ParseText(
        SourceText.From(string.Create(CultureInfo.InvariantCulture, $"static class Elsewhere {{ static int Answer() {{ return {answer}; }} }}")),
        _parse,
        "Elsewhere.cs");

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new Generator.StateMachineGenerator().AsSourceGenerator()], parseOptions: _parse);

    private static SyntaxTree File(int number, string source) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source), _parse, $"Machine{number}.cs");

    private static string Source(int number)
    {
        var code = new StringBuilder();
        code.AppendLine(CultureInfo.InvariantCulture, $"namespace Machines{number};").AppendLine("using Replication;");
        code.AppendLine("public enum Why { No }").AppendLine("[StateMachine<Why>(Fence.None)]");
        for (var state = 0; state < States; state++)
        {
            for (var trigger = 0; trigger < Triggers; trigger++)
            {
                code.AppendLine(CultureInfo.InvariantCulture, $"[On<S{state}, T{trigger}, S{Target(state, trigger)}>]");
            }
        }

        code.AppendLine(CultureInfo.InvariantCulture, $"public sealed partial class Machine{number}").AppendLine("{");
        for (var state = 0; state < States; state++)
        {
            code.AppendLine(CultureInfo.InvariantCulture, $"public readonly record struct S{state}{(HasData(state) ? "(long Value, int Other)" : "")};");
        }

        for (var trigger = 0; trigger < Triggers; trigger++) code.AppendLine(CultureInfo.InvariantCulture, $"public readonly record struct T{trigger}(long By);");
        for (var state = 0; state < States; state++)
        {
            for (var trigger = 0; trigger < Triggers; trigger++)
            {
                if (!HasData(Target(state, trigger))) continue;
                code.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"static Next<S{Target(state, trigger)}, Why> On(in S{state} s, in T{trigger} t) => t.By < 0 ? Why.No.Because(t.By, 0) : new S{Target(state, trigger)}(t.By, 1);");
            }
        }

        return code.AppendLine("}").ToString();
    }

    private static bool HasData(int state) => state % 2 == 0;

    private static int Target(int state, int trigger) => trigger == 3 ? state : (state + 1 + (trigger * 2)) % States;
}
