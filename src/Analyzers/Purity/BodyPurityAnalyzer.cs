using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Purity;

/// <summary>Reports what a body or a guard does besides answering, in itself or in a member of the same class that it calls.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BodyPurityAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(TableRules.Impure);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var known = new ConcurrentDictionary<INamedTypeSymbol, List<(string Role, IMethodSymbol Method)>>(SymbolEqualityComparer.Default);
            start.RegisterOperationBlockAction(block =>
            {
                if (block.OwningSymbol is not IMethodSymbol { ContainingType: { } type } method || MachineReading.AttributeOf(type) is null) return;
                Analyze(block, method, known.GetOrAdd(type, machine => AnswersOf(machine, block.CancellationToken)));
            });
        });
    }

    private static List<(string Role, IMethodSymbol Method)> AnswersOf(INamedTypeSymbol machine, CancellationToken cancellation) =>
        MachineReading.Of(machine, cancellation)?.Declaration is { } declaration ? [.. Answers.Of(machine, declaration)] : [];

    // What several methods come to, and a guard of several rows, is told once, of the first.
    private static void Analyze(OperationBlockAnalysisContext context, IMethodSymbol method, List<(string Role, IMethodSymbol Method)> answers)
    {
        var position = answers.FindIndex(answer => answer.Method.Same(method));
        if (position < 0) return;
        var facts = new MachineFacts(method.ContainingType, context.OperationBlocks[0].SemanticModel!, context.CancellationToken);
        foreach (var member in facts.Reached(method).Where(member => facts.Of(member).Impurities.Count > 0))
        {
            if (answers.Take(position).Any(earlier => facts.Reached(earlier.Method).Contains(member, SymbolEqualityComparer.Default))) continue;
            foreach (var (operation, what) in facts.Of(member).Impurities)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    TableRules.Impure,
                    operation.Syntax.GetLocation(),
                    answers[position].Role,
                    method.Source(),
                    method.Parameters[1].Type.Name(),
                    what));
            }
        }
    }
}
