using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Usage;

/// <summary>Reports a state that is put where nobody can see how often it is used: a field, a box, a function that captures it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnwatchedValueAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(UsageRules.Unwatched);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("Replication.At`1") is null) return;
            start.RegisterSymbolAction(Member, SymbolKind.Field, SymbolKind.Property);
            start.RegisterOperationAction(Box, OperationKind.Conversion);
            start.RegisterOperationAction(Lambda, OperationKind.AnonymousFunction);
            start.RegisterOperationAction(Head, OperationKind.ParameterReference);
        });
    }

    // A struct is a carrier, as a tuple is: it lives where its variable does. A class outlives the method.
    private static void Member(SymbolAnalysisContext context)
    {
        var member = context.Symbol;
        if (member.ContainingType is not { TypeKind: TypeKind.Class } type || member.Locations.Length == 0) return;
        var isStored = member switch
        {
            IFieldSymbol field => Holds(field.Type),
            IPropertySymbol property => Holds(property.Type) && type.GetMembers().OfType<IFieldSymbol>().Any(field => field.AssociatedSymbol.Same(property)),
            _ => false,
        };
        if (isStored) Report(context.ReportDiagnostic, member.Locations[0], member.Name, "stored in an object");
    }

    private static void Box(OperationAnalysisContext context)
    {
        var conversion = (IConversionOperation)context.Operation;
        if (conversion.Operand.Type is not { IsValueType: true } boxed || !Holds(boxed) || conversion.Type is not { IsReferenceType: true }) return;

        // A text of it is made at once, and nothing is kept.
        if (conversion.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } or IInterpolationOperation) return;
        Report(context.ReportDiagnostic, conversion.Syntax.GetLocation(), conversion.Operand.Syntax.ToString(), "boxed");
    }

    // A local function is part of its method as long as it is only called; a lambda is a value that anyone may call.
    private static void Lambda(OperationAnalysisContext context)
    {
        foreach (var use in Own(context.Operation))
        {
            if (use.Variable() is not { } variable || !Holds(Variables.TypeOf(variable)) || use.Parent is INameOfOperation) continue;
            if (!IsOfHead(variable, context.ContainingSymbol) && !IsDeclaredWithin(variable, use, context.Operation))
                Report(context.ReportDiagnostic, use.Syntax.GetLocation(), variable.Name, "captured");
        }
    }

    // What a class is given in its head and a member of it names is a field by another name.
    private static void Head(OperationAnalysisContext context)
    {
        var use = (IParameterReferenceOperation)context.Operation;
        if (use.Parameter.ContainingType?.TypeKind != TypeKind.Class || !IsOfHead(use.Parameter, context.ContainingSymbol)) return;
        if (Holds(use.Parameter.Type) && use.Parent is not INameOfOperation) Report(context.ReportDiagnostic, use.Syntax.GetLocation(), use.Parameter.Name, "captured");
    }

    private static bool IsOfHead(ISymbol variable, ISymbol member) =>
        variable is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } && member is IMethodSymbol && !member.Same(constructor);

    // The variables that a lambda names itself; one within it is asked on its own.
    private static IEnumerable<IOperation> Own(IOperation operation) => operation.ChildOperations.SelectMany(static child => child switch
    {
        IAnonymousFunctionOperation => [],
        ILocalReferenceOperation or IParameterReferenceOperation => [child],
        _ => Own(child),
    });

    private static bool IsDeclaredWithin(ISymbol variable, IOperation use, IOperation lambda)
    {
        for (var outer = use.Parent; outer != lambda.Parent; outer = outer!.Parent)
        {
            if (outer is IAnonymousFunctionOperation { Symbol: var own } && variable.ContainingSymbol.Same(own)) return true;
            if (outer is ILocalFunctionOperation { Symbol: var local } && variable.ContainingSymbol.Same(local)) return true;
        }

        return false;
    }

    // The state itself, perhaps null, or several of them.
    private static bool Holds(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => Holds(array.ElementType),
        INamedTypeSymbol named => named.IsAt() || (named.TypeArguments.Length > 0 && named.TypeKind != TypeKind.Delegate && named.TypeArguments.Any(Holds)),
        _ => false,
    };

    private static void Report(Action<Diagnostic> report, Location place, string name, string how) => report(Diagnostic.Create(UsageRules.Unwatched, place, name, how));
}
