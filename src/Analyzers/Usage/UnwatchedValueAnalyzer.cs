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
            start.RegisterOperationAction(Capture, OperationKind.LocalReference, OperationKind.ParameterReference);
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

    private static void Capture(OperationAnalysisContext context)
    {
        if (context.Operation.Variable() is not { } variable || !Holds(Variables.TypeOf(variable)) || context.Operation.Parent is INameOfOperation) return;
        if (IsCaptured(context.Operation, variable, context.ContainingSymbol))
            Report(context.ReportDiagnostic, context.Operation.Syntax.GetLocation(), variable.Name, "captured");
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
