using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Tables;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Unwritten;

/// <summary>Reports a body or a guard that says of itself that it is still to be written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnwrittenBodyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(TableRules.Unwritten);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(Analyze);
    }

    private static void Analyze(OperationBlockAnalysisContext context)
    {
        // Few methods do nothing but throw: the machine is read for those alone.
        if (context.OwningSymbol is not IMethodSymbol method) return;
        if (context.OperationBlocks.Select(Unwritten).FirstOrDefault(thrown => thrown is not null) is not { } left) return;
        if (MachineReading.Of(method.ContainingType, context.CancellationToken)?.Declaration is not { } declaration) return;
        var (role, answering) = Answers.Of(method.ContainingType, declaration).FirstOrDefault(answer => answer.Method.Same(method));
        if (answering is null) return;
        context.ReportDiagnostic(Diagnostic.Create(
            TableRules.Unwritten, left.Syntax.GetLocation(), role, method.Source(), method.Parameters[1].Type.Name()));
    }

    // What throws, where nothing else is done and what is thrown says that this is not the last word.
    private static IOperation? Unwritten(IOperation block)
    {
        if (block is not IBlockOperation { Operations: { Length: 1 } operations }) return null;
        var only = operations[0] is IReturnOperation { ReturnedValue: { } returned } ? Bare(returned) : operations[0];
        if (only is not IThrowOperation { Exception: { } thrown }) return null;
        return Bare(thrown).Type is INamedTypeSymbol { Name: nameof(NotImplementedException) } type && type.IsIn("System") ? only : null;
    }

    private static IOperation Bare(IOperation operation) => operation is IConversionOperation conversion ? Bare(conversion.Operand) : operation;
}
