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
    private const string Stored = "stored in an object";
    private const string Boxed = "boxed";
    private const string Captured = "captured";

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
            start.RegisterSymbolAction(Field, SymbolKind.Field);
            start.RegisterOperationAction(Box, OperationKind.Conversion);
            start.RegisterOperationAction(Capture, OperationKind.LocalReference, OperationKind.ParameterReference);
        });
    }

    // A struct is a carrier, as a tuple is: it lives where its variable does. A class outlives the method.
    private static void Field(SymbolAnalysisContext context)
    {
        var field = (IFieldSymbol)context.Symbol;
        if (field.ContainingType is not { TypeKind: TypeKind.Class, IsImplicitlyDeclared: false } || !Holds(field.Type)) return;
        var declared = field.AssociatedSymbol ?? (ISymbol)field;
        if (declared.Locations.FirstOrDefault(place => place.IsInSource) is { } place) Report(context.ReportDiagnostic, place, declared.Name, Stored);
    }

    private static void Box(OperationAnalysisContext context)
    {
        var conversion = (IConversionOperation)context.Operation;
        if (conversion.Operand.Type is not { IsValueType: true } boxed || !Holds(boxed) || conversion.Type is not { IsReferenceType: true }) return;

        // A text of it is made at once, and nothing is kept.
        if (conversion.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } or IInterpolationOperation) return;
        Report(context.ReportDiagnostic, conversion.Syntax.GetLocation(), conversion.Operand.Syntax.ToString(), Boxed);
    }

    private static void Capture(OperationAnalysisContext context)
    {
        if (context.Operation.Variable() is not { } variable || !Holds(Variables.TypeOf(variable)) || context.Operation.Parent is INameOfOperation) return;
        if (IsCaptured(context.Operation, variable, context.ContainingSymbol))
            Report(context.ReportDiagnostic, context.Operation.Syntax.GetLocation(), variable.Name, Captured);
    }

    private static bool IsCaptured(IOperation use, ISymbol variable, ISymbol method)
    {
        // What a class is given in its head and a member of it names is a field by another name.
        if (variable is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType.TypeKind: TypeKind.Class } constructor })
            return method is IMethodSymbol && !method.Same(constructor);

        for (var outer = use.Parent; outer is not null; outer = outer.Parent)
        {
            var function = outer switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => null,
            };
            if (function is null) continue;
            if (variable.ContainingSymbol.Same(function)) return false;

            // A local function is part of its method as long as it is only called.
            if (function.MethodKind == MethodKind.AnonymousFunction) return true;
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
