using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Reports what is wrong with a transition table, at the row or the body that causes it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        TableRules.NotCompiled, TableRules.TooLarge, TableRules.NotAState, TableRules.EmptyGroup, TableRules.Duplicate, TableRules.Unreachable,
        TableRules.DeadEnd, TableRules.TerminalWithExit, TableRules.NoBody, TableRules.IdleBody, TableRules.OtherTargets, TableRules.NamedFrom,
        TableRules.Mutable, TableRules.Undeclared, TableRules.IdleIllegal, TableRules.UnusedTrigger, TableRules.Guard, TableRules.IdleHook);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (MachineReading.Of((INamedTypeSymbol)context.Symbol, context.CancellationToken) is not { } reading) return;
        DeclarationCheck.Run(reading, context.ReportDiagnostic, context.CancellationToken);
        RowCheck.Run(reading, context.ReportDiagnostic);
        if (reading.Declaration is not { } declaration) return;
        GroupCheck.Run(reading, declaration.Table, context.ReportDiagnostic);
        DataCheck.Run(declaration.Table, context.ReportDiagnostic);

        var bodies = new BodyReader(reading.Machine, declaration.Why, declaration.Context);
        var guards = new GuardReader(reading.Machine, declaration.Context);
        BodyCheck.Run(reading, declaration, bodies, guards, context.ReportDiagnostic);
        GuardCheck.Run(reading, declaration, guards, context.ReportDiagnostic);
        HookCheck.Run(reading, declaration.Table, context.ReportDiagnostic);

        // What is said of the whole table would be said of another one where a row was left out.
        if (!reading.IsWhole) return;
        GraphCheck.Run(reading, declaration.Table, context.ReportDiagnostic);
        IllegalCheck.Run(reading, declaration.Table, context.ReportDiagnostic);
        ExhaustiveCheck.Run(reading, declaration.Table, context.ReportDiagnostic);
        UnusedCheck.Run(reading, declaration.Table, context.Compilation, context.ReportDiagnostic, context.CancellationToken);
    }
}
