using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Usage;

/// <summary>Reports what is handed out and dropped: by a statement, or into a variable that nobody reads.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedValueAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(UsageRules.Dropped);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("Replication.MustUseAttribute") is null) return;

            // By method as it is called: what a generic one returns may say it of itself.
            var known = new ConcurrentDictionary<IMethodSymbol, bool>(SymbolEqualityComparer.Default);
            bool MustBeUsed(IMethodSymbol method) => known.GetOrAdd(method, Contract.MustBeUsed);
            start.RegisterOperationAction(operation => Statement(operation, MustBeUsed), OperationKind.ExpressionStatement);
            start.RegisterOperationAction(operation => Variable(operation, MustBeUsed), OperationKind.VariableDeclarator);
            start.RegisterOperationAction(Out, OperationKind.DeclarationExpression);
        });
    }

    // An assignment to a discard is another statement: whoever writes it has thought of what is dropped.
    private static void Statement(OperationAnalysisContext context, Func<IMethodSymbol, bool> mustBeUsed)
    {
        if (Called(((IExpressionStatementOperation)context.Operation).Operation) is not { } method || !mustBeUsed(method)) return;
        Report(context, ((IExpressionStatementOperation)context.Operation).Operation.Syntax, method);
    }

    private static void Variable(OperationAnalysisContext context, Func<IMethodSymbol, bool> mustBeUsed)
    {
        var declared = (IVariableDeclaratorOperation)context.Operation;
        if (declared.GetVariableInitializer() is not { Value: var value } || Called(value) is not { } method || !mustBeUsed(method)) return;

        // A type that has to be seen through is the flow's to report.
        if (!declared.Symbol.Type.IsAt() || Contract.HandsOut(method) || IsRead(declared.Symbol, context.Operation)) return;
        Report(context, value.Syntax, method);
    }

    private static void Out(OperationAnalysisContext context)
    {
        if (context.Operation is not IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var local }, Parent: IArgumentOperation { Parameter: { } parameter } }) return;
        if (!local.Type.IsAt() || !Contract.MustBeUsed(parameter) || Contract.HandsOut(parameter) || IsRead(local, context.Operation)) return;
        Report(context, context.Operation.Parent.Syntax, (IMethodSymbol)parameter.ContainingSymbol);
    }

    // What is awaited is called, however it is awaited.
    private static IMethodSymbol? Called(IOperation operation) => operation switch
    {
        IInvocationOperation call when Contract.Configured(call) is { } inner => Called(inner),
        IAwaitOperation { Operation: var awaited } => Called(awaited),
        _ => operation.Called(),
    };

    // Whether anything but its declaration names a variable.
    private static bool IsRead(ILocalSymbol local, IOperation declaration)
    {
        var root = declaration;
        while (root.Parent is { } outer) root = outer;
        return root.Descendants().OfType<ILocalReferenceOperation>().Any(use => use.Local.Same(local) && !use.IsDeclaration);
    }

    private static void Report(OperationAnalysisContext context, SyntaxNode place, IMethodSymbol method) => context.ReportDiagnostic(Diagnostic.Create(
        UsageRules.Dropped, place.GetLocation(), method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name));
}
