using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.Neighbors;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Hygiene;

/// <summary>What an editor asks for while somebody types in a method: the rules over that method, and no other.</summary>
public sealed class TypingTests
{
    private const string Source = """
        using System;
        using Replication;
        [StateMachine<Why>(Fence.None)]
        [On<Idle, Begin, Busy>]
        public sealed partial class Work
        {
            public readonly record struct Idle;
            public readonly record struct Busy;
            public readonly record struct Begin;
            static Busy On(in Idle s, in Begin t) { Console.WriteLine(); return default; }
        }
        public enum Why { None }
        public sealed class Pin : IDisposable
        {
            [Consumes] public void Release() { }
            public void Dispose() { }
            public int Size => 0;
        }
        public static class User
        {
            public static int First(Pin pin)
            {
                pin.Release();
                return /*first*/pin.Size;
            }

            public static int Second(Pin pin)
            {
                pin.Release();
                return /*second*/pin.Size;
            }
        }
        """;

    [Fact]
    public async Task No_rule_needs_more_than_the_method_that_is_typed_in()
    {
        var analyzed = Compiled(Analyzed.Analyzers);
        await analyzed.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.All(Analyzed.Analyzers, analyzer =>
        {
            var actions = analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

            Assert.Equal(0, actions.CompilationActionsCount);
            Assert.Equal(0, actions.SemanticModelActionsCount);
            Assert.Equal(0, actions.SyntaxTreeActionsCount);
            Assert.Equal(0, actions.SyntaxNodeActionsCount);
            Assert.Equal(0, actions.SymbolStartActionsCount);
            Assert.Equal(0, actions.SymbolEndActionsCount);

            // Two machines with one state are known when all have been seen: a build says it.
            Assert.Equal(analyzer is NeighborAnalyzer ? 1 : 0, actions.CompilationEndActionsCount);
        });
    }

    [Theory]
    [InlineData("/*first*/pin.Size", "RPL1001")]
    [InlineData("/*second*/pin.Size", "RPL1001")]
    [InlineData("Console.WriteLine()", "RPL0012")]
    public async Task What_is_typed_in_one_method_is_reported_there_also_where_its_cause_is_another_line(string typed, string rule)
    {
        var analyzed = Compiled(Analyzed.Analyzers);
        var (model, span) = Typed(analyzed, typed);

        var found = await analyzed.GetAnalyzerSemanticDiagnosticsAsync(model, span, TestContext.Current.CancellationToken);

        var only = Assert.Single(found);
        Assert.Equal(rule, only.Id);
        Assert.True(span.Contains(only.Location.SourceSpan), only.GetMessage(CultureInfo.InvariantCulture));
    }

    // All rules ask for operations, bodies and symbols alone: what this one is shown of them, they are.
    [Fact]
    public async Task Typing_in_one_method_shows_the_rules_no_other_body()
    {
        var witness = new Witness();
        var analyzed = Compiled([witness]);
        var (model, span) = Typed(analyzed, "/*first*/pin.Size");

        await analyzed.GetAnalyzerSemanticDiagnosticsAsync(model, span, TestContext.Current.CancellationToken);

        Assert.Equal(["First"], witness.Bodies.Distinct());
    }

    private static CompilationWithAnalyzers Compiled(ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText(Source, new CSharpParseOptions(LanguageVersion.CSharp14), "File.cs", cancellationToken: TestContext.Current.CancellationToken)],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(StateMachine).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), static (thrown, _, _) => throw new InvalidOperationException("An analyzer threw.", thrown), concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        return compilation.WithAnalyzers(analyzers, options);
    }

    private static (SemanticModel Model, TextSpan Span) Typed(CompilationWithAnalyzers analyzed, string typed)
    {
        var tree = Assert.Single(analyzed.Compilation.SyntaxTrees);
        return (analyzed.Compilation.GetSemanticModel(tree), new TextSpan(Source.IndexOf(typed, StringComparison.Ordinal), typed.Length));
    }

#pragma warning disable RS1036, RS1038, RS1041, RS2008 // Runs in these tests alone.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Witness : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor _nothing = new("SEEN", "Seen", "Seen", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public ConcurrentBag<string> Bodies { get; } = [];

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [_nothing];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterOperationAction(operation => Bodies.Add(operation.ContainingSymbol.Name), OperationKind.Invocation, OperationKind.PropertyReference);
            context.RegisterOperationBlockAction(block => Bodies.Add(block.OwningSymbol.Name));
        }
    }
#pragma warning restore RS1036, RS1038, RS1041, RS2008
}
