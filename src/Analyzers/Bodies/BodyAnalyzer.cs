using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Sessions;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Bodies;

/// <summary>
/// Follows bodies: reports the use of a value that a call has used up or never handed out, what is handed out and not seen through, and a session ID that is presented
/// after a call that ended its session.
/// </summary>
/// <remarks>
/// A body is asked for whole: where an editor asks about a part of a method, it shows an action for single operations that part alone, and what a value went through
/// before would not be seen. All these rules are one analyzer, because most bodies have nothing to do with any of them, and to find that out is what costs.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BodyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        UsageRules.UsedUp, UsageRules.PossiblyUsedUp, UsageRules.NeverHandedOut, UsageRules.Abandoned, UsageRules.PossiblyAbandoned, SessionRules.Over);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("Replication.ConsumesAttribute") is null) return;
            var concerns = new Concerns();
            start.RegisterOperationBlockAction(context =>
            {
                foreach (var body in context.OperationBlocks)
                {
                    var concern = concerns.Of(body);
                    if ((concern & Concern.Values) != 0) UsedValues.Follow(context, body);
                    if ((concern & Concern.Sessions) != 0) EndedSessions.Follow(context, body);
                }
            });
        });
    }
}
