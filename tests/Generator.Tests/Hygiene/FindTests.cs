using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Replication.Generator.Find;
using Replication.Generator.Model;
using Replication.Generator.Parse;
using Replication.Generator.Tests.Harness;

namespace Replication.Generator.Tests.Hygiene;

/// <summary>Which machines are read again after an edit. To read one is to bind all its attributes.</summary>
public sealed class FindTests
{
    private const string Other = """
        namespace Elsewhere;
        [System.Obsolete]
        class Other
        {
            int _field = 1;
            int Property { get { return 1; } }
            Other() { _field = 1; }
            int Method(int number)
            {
                return number;
            }
        }
        """;

    private static readonly string[] _sources = [Machine(0), Machine(1), Machine(2), Other];

    [Theory]
    [InlineData("a body", "return number;", "var more = number; return more;")]
    [InlineData("a body that becomes an expression", "get { return 1; }", "get { return Method(1); }")]
    [InlineData("a constructor", "{ _field = 1; }", "{ _field = 2; }")]
    [InlineData("an attribute of another class", "[System.Obsolete]", "[System.Serializable]")]
    [InlineData("a comment", "class Other", "/* text */ class Other")]
    [InlineData("a directive", "class Other", "#pragma warning disable\nclass Other")]
    public void An_unrelated_edit_reads_no_machine(string what, string old, string with)
    {
        var (before, after, read) = Edit(3, old, with);

        Assert.True(read.Count == 0, what);
        Assert.All(before.Zip(after), pair => Assert.Same(pair.First, pair.Second));
    }

    [Theory]
    [InlineData("a row", "[On<A, Go, A>]", "[On<A, Go, B>]")]
    [InlineData("a body", "s.Value + 1", "s.Value + 2")]
    [InlineData("nothing but blanks", "[On<A, Go, A>]", "[On<A,  Go, A>]")]
    public void An_edit_in_one_machine_reads_that_one_alone(string what, string old, string with)
    {
        var (before, after, read) = Edit(1, old, with);

        Assert.True(read.SequenceEqual(["Machine1"]), what);
        Assert.Same(before[0], after[0]);
        Assert.Same(before[2], after[2]);
    }

    /// <summary>What names mean may be another thing from then on, in every file.</summary>
    [Theory]
    [InlineData("namespace Elsewhere;", "namespace Nowhere;")]
    [InlineData("namespace Elsewhere;", "global using System; namespace Elsewhere;")]
    [InlineData("int _field = 1;", "const int Field = 1;")]
    [InlineData("class Other", "partial class Other")]
    public void An_edit_outside_of_bodies_reads_all_machines(string old, string with) =>
        Assert.Equal(["Machine0", "Machine1", "Machine2"], Edit(3, old, with).Read);

    [Fact]
    public void Files_that_programs_share_are_read_for_each_of_them()
    {
        var compilation = Compiled.Compilation(Machine(0), "public readonly record struct Load(int Weight);");
        CSharpCompilation[] programs =
        [
            compilation,
            compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Compiled.File("File1.cs", "public readonly record struct Load;")),
            compilation.WithReferences(compilation.References.SkipLast(1)),
        ];
        var finder = new MachineFinder(MachineParser.Parse);
        string[] expected = [.. programs.Select(program => Text(new MachineFinder(MachineParser.Parse).Find(program, default)))];

        Assert.Equal(3, expected.Distinct().Count());
        Race.Run(4, runner =>
        {
            for (var round = 0; round < 25; round++)
            {
                var program = (runner + round) % programs.Length;
                Assert.Equal(expected[program], Text(finder.Find(programs[program].Clone(), default)));
            }
        });
    }

    [Fact]
    public void Work_that_was_cancelled_leaves_nothing_half_done()
    {
        using var cancelled = new CancellationTokenSource();
        var compilation = Compiled.Compilation(_sources);
        var finder = new MachineFinder((machine, attribute, declaration, program, cancellation) =>
        {
            if (machine.Name == "Machine1") cancelled.Cancel();
            return MachineParser.Parse(machine, attribute, declaration, program, cancellation);
        });

        Assert.ThrowsAny<OperationCanceledException>(() => finder.Find(compilation, cancelled.Token));
        Assert.Equal(
            new MachineFinder(MachineParser.Parse).Find(compilation, TestContext.Current.CancellationToken).AsEnumerable(),
            finder.Find(compilation, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Nothing_that_edits_superseded_is_kept_alive()
    {
        var (finder, current, old) = Superseded();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.All(old, superseded => Assert.False(superseded.TryGetTarget(out _)));
        GC.KeepAlive(current);
        GC.KeepAlive(finder);
    }

    private static (ImmutableArray<MachineModel> Before, ImmutableArray<MachineModel> After, List<string> Read) Edit(int file, string old, string with)
    {
        Assert.Contains(old, _sources[file], StringComparison.Ordinal);
        var read = new List<string>();
        var finder = new MachineFinder((machine, attribute, declaration, program, cancellation) =>
        {
            read.Add(machine.Name);
            return MachineParser.Parse(machine, attribute, declaration, program, cancellation);
        });
        var compilation = Compiled.Compilation(_sources);
        var before = finder.Find(compilation, TestContext.Current.CancellationToken);
        Assert.Equal(["Machine0", "Machine1", "Machine2"], read);
        read.Clear();
        compilation = Replace(compilation, file, _sources[file].Replace(old, with, StringComparison.Ordinal));
        var after = finder.Find(compilation, TestContext.Current.CancellationToken);
        return (before, after, read);
    }

    // Edits of every kind: of what all machines hang on, of a table, of a body. After the last ones most models are older than the program.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (MachineFinder Finder, CSharpCompilation Current, List<WeakReference<object>> Old) Superseded()
    {
        var finder = new MachineFinder(MachineParser.Parse);
        var current = Compiled.Compilation(_sources);
        var old = new List<WeakReference<object>>();
        foreach (var (file, source) in (ReadOnlySpan<(int, string)>)
            [
                (3, Other.Replace("number", "other", StringComparison.Ordinal)),
                (3, Other),
                (1, Machine(1).Replace("[On<A, Go, A>]", "[On<A, Go, B>]", StringComparison.Ordinal)),
                (3, Other.Replace("return number;", "return 0;", StringComparison.Ordinal)),
            ])
        {
            finder.Find(current, default);
            old.Add(new WeakReference<object>(current));
            old.Add(new WeakReference<object>(current.SyntaxTrees[file]));
            current = Replace(current, file, source);
        }

        // The compiler itself holds on to the tree that was replaced last, so what is left is the same files without their history.
        finder.Find(current, default);
        old.Add(new WeakReference<object>(current));
        current = Compiled.Compilation().WithReferences(current.References).AddSyntaxTrees(current.SyntaxTrees);
        finder.Find(current, default);
        return (finder, current, old);
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, int file, string source) => compilation.ReplaceSyntaxTree(
        compilation.SyntaxTrees[file], Compiled.File(compilation.SyntaxTrees[file].FilePath, source));

    private static string Text(ImmutableArray<MachineModel> machines) => string.Join("\n", machines.Select(Emit.MachineFile.Print));

    private static string Machine(int number) => $$"""
        using Replication;
        namespace Machines{{number}};
        public enum Why { No }
        [StateMachine<Why>(Fence.None)]
        [On<A, Go, A>]
        [On<A, Load, B>]
        public sealed partial class Machine{{number}}
        {
            public readonly record struct A(int Value);
            public readonly record struct B;
            public readonly record struct Go;
            static A On(in A s, in Go t) => new(s.Value + 1);
        }
        """;
}
