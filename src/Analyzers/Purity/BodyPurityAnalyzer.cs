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
        context.RegisterSymbolStartAction(Start, SymbolKind.NamedType);
    }

    private static void Start(SymbolStartAnalysisContext context)
    {
        var machine = (INamedTypeSymbol)context.Symbol;
        if (MachineReading.Of(machine, context.CancellationToken)?.Declaration is not { } declaration) return;
        var methods = new ConcurrentDictionary<ISymbol, MethodFacts>(SymbolEqualityComparer.Default);
        context.RegisterOperationBlockAction(block => methods[block.OwningSymbol] = MethodFacts.Of(machine, block.OperationBlocks));
        context.RegisterSymbolEndAction(end =>
        {
            var told = new HashSet<IOperation>();
            foreach (var (role, method) in Answers.Of(machine, declaration)) Report(role, method, methods, told, end.ReportDiagnostic);
        });
    }

    // What several methods share, and a guard of several rows, is told once, of the first.
    private static void Report(
        string role, IMethodSymbol method, ConcurrentDictionary<ISymbol, MethodFacts> methods, HashSet<IOperation> told, Action<Diagnostic> report)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { method };
        var open = new Queue<ISymbol>(seen);
        while (open.Count > 0)
        {
            if (!methods.TryGetValue(open.Dequeue(), out var facts)) continue;
            foreach (var (operation, what) in facts.Impurities)
            {
                if (!told.Add(operation)) continue;
                report(Diagnostic.Create(
                    TableRules.Impure,
                    operation.Syntax.GetLocation(),
                    role,
                    method.Source(),
                    method.Parameters[1].Type.Name(),
                    what));
            }

            foreach (var callee in facts.Callees.Where(seen.Add)) open.Enqueue(callee);
        }
    }
}
