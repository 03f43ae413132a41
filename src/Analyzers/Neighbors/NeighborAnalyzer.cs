using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Tables;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Neighbors;

/// <summary>Reports what ties two machines together: a state that both have, and rows of each that name types of the other.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NeighborAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(TableRules.SharedState, TableRules.Entangled);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        // States that are nested in no machine of theirs: which machines have them is known when all have been seen.
        var homeless = new ConcurrentBag<(ITypeSymbol State, MachineReading Reading)>();
        context.RegisterSymbolAction(
            symbol =>
            {
                if (MachineReading.Of((INamedTypeSymbol)symbol.Symbol, symbol.CancellationToken) is not { Declaration: { } declaration } reading) return;
                foreach (var state in declaration.Table.States)
                {
                    if (Neighbor.Owner(state) is not { } owner) homeless.Add((state, reading));
                    else if (!owner.Same(reading.Machine)) symbol.ReportDiagnostic(Shared(state, reading, owner));
                }

                foreach (var row in reading.Rows.Select(declared => declared.Row).OfType<Row>()) Entangled(row, reading.Machine, symbol.ReportDiagnostic);
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var sharing in homeless.GroupBy(found => found.State, SymbolEqualityComparer.Default))
            {
                var readings = sharing.Select(found => found.Reading).OrderBy(reading => reading.Machine.ToDisplayString(), StringComparer.Ordinal).ToList();
                foreach (var reading in readings.Count > 1 ? readings : [])
                {
                    end.ReportDiagnostic(Shared((ITypeSymbol)sharing.Key!, reading, readings.Find(other => other != reading).Machine));
                }
            }
        });
    }

    private static Diagnostic Shared(ITypeSymbol state, MachineReading reading, INamedTypeSymbol other) =>
        Diagnostic.Create(TableRules.SharedState, reading.PlaceOf(state), state.Name(), reading.Machine.Name(), other.Name());

    private static void Entangled(Row row, INamedTypeSymbol machine, Action<Diagnostic> report)
    {
        foreach (var type in new[] { row.Source, row.Trigger, row.Next })
        {
            if (Neighbor.Around(type) is not { } other || other.Same(machine)) continue;

            // A state of both machines is spoken of as such.
            if (Neighbor.Owner(type).Same(other) && !type.Same(row.Trigger)) continue;
            if (Neighbor.Named(nestedIn: machine, rowsOf: other) is not { } back) continue;
            report(Diagnostic.Create(TableRules.Entangled, row.Place.Location(), type.Name(), other.Name(), back.Name(), machine.Name()));
            return;
        }
    }
}
