using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Replication.Analyzers.CodeFixes.Editing;

namespace Replication.Analyzers.CodeFixes.Usage;

/// <summary>Finds the variable whose next value a call hands out.</summary>
internal static class Rebinding
{
    /// <summary>The variable that a call is made on, if it is one that can be assigned and has the type of what the call hands out.</summary>
    public static string? Rebound(this Page page, ExpressionSyntax call, ITypeSymbol type)
    {
        if (call is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver } }) return null;
        if (!SymbolEqualityComparer.Default.Equals(page.Model.GetTypeInfo(call, page.Cancellation).Type, type)) return null;
        var (isVariable, held) = page.Model.GetSymbolInfo(receiver, page.Cancellation).Symbol switch
        {
            ILocalSymbol { IsUsing: false, IsForEach: false, IsConst: false, RefKind: RefKind.None } local => (true, local.Type),
            IParameterSymbol { RefKind: RefKind.None or RefKind.Ref } parameter => (true, parameter.Type),
            _ => (false, null),
        };
        return isVariable && SymbolEqualityComparer.Default.Equals(held, type) ? receiver.Identifier.Text : null;
    }
}
