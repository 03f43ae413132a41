using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Sessions;

/// <summary>Reports a comparison of positions that are of two logs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TwoLogsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(SessionRules.TwoLogs);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(SessionContract.Metadata(SessionContract.OfOneLog)) is null) return;
            start.RegisterOperationAction(Analyze, OperationKind.Binary, OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        // Most comparisons are with a constant, and a constant is of no log.
        if (Compared(context.Operation) is not var (left, right) || right.ConstantValue.HasValue || left.ConstantValue.HasValue) return;
        if (!OneLog.IsOrdered(left.Unconverted().Type)) return;
        if (OneLog.Of(left) is not { } one || OneLog.Of(right) is not { } other || one.IsSameAs(other)) return;

        // What such a value says of itself it may compare with another as it likes.
        if (IsWithin(context.ContainingSymbol, one.Type) || IsWithin(context.ContainingSymbol, other.Type)) return;
        context.ReportDiagnostic(Diagnostic.Create(
            SessionRules.TwoLogs, context.Operation.Syntax.GetLocation(), Spelled.Quoted(left.Syntax), Spelled.Quoted(right.Syntax)));
    }

    private static (IOperation Left, IOperation Right)? Compared(IOperation operation) => operation switch
    {
        IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan
                or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals,
            LeftOperand: var left, RightOperand: var right,
        } => (left, right),
        IInvocationOperation { TargetMethod.Name: "CompareTo" or "Equals", Instance: { } left, Arguments: { Length: 1 } arguments } => (left, arguments[0].Value),
        _ => null,
    };

    private static bool IsWithin(ISymbol member, ITypeSymbol type)
    {
        for (var outer = member.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(outer, type)) return true;
        }

        return false;
    }
}
