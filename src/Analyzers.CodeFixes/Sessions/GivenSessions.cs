using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Sessions;
using Replication.Analyzers.Tables;
using Replication.Analyzers.Usage;
using Replication.Generator.Parse;

namespace Replication.Analyzers.CodeFixes.Sessions;

/// <summary>The variables in scope that hold a session ID which somebody was given.</summary>
internal static class GivenSessions
{
    /// <summary>The name of the one that could be presented; <see langword="null"/> where there is none, or more than one.</summary>
    public static string? Only(Page page, Presented presented)
    {
        var (place, parameter) = (presented.Place, presented.Argument.Parameter!);
        var assigned = place is ExpressionSyntax expression && page.Model.AnalyzeDataFlow(expression) is { Succeeded: true } flow
            ? flow.DefinitelyAssignedOnEntry.ToList()
            : [];
        var names = page.Model.LookupSymbols(place.SpanStart)
            .Where(symbol => IsVariable(symbol, parameter.Type)
                && (symbol is IParameterSymbol one ? IsReachable(page, place, one) : assigned.Exists(local => local.Same(symbol)))
                && !symbol.Same(presented.Argument.Value.Variable())
                && !(symbol is ILocalSymbol held && IsNone(held, presented)))
            .Select(symbol => symbol.Name)
            .ToList();

        // Of a type that is used for anything, only the name says what is meant.
        if (parameter.Type.SpecialType != SpecialType.None) names.RemoveAll(name => name != parameter.Name);
        return names.Count == 1 ? SymbolText.Identifier(names[0]) : null;
    }

    private static bool IsVariable(ISymbol symbol, ITypeSymbol type) => symbol switch
    {
        ILocalSymbol { IsRef: false } local => local.Type.Same(type),
        IParameterSymbol { RefKind: RefKind.None } parameter => parameter.Type.Same(type),
        _ => false,
    };

    // A parameter of a primary constructor is seen by what has an object.
    private static bool IsReachable(Page page, SyntaxNode place, IParameterSymbol parameter) =>
        page.Model.GetEnclosingSymbol(place.SpanStart, page.Cancellation) is not { } around
        || parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor }
        || !place.Ancestors().OfType<MemberDeclarationSyntax>().TakeWhile(member => member is not TypeDeclarationSyntax).Any(member => member.Modifiers.Any(SyntaxKind.StaticKeyword))
        || around.Same(parameter.ContainingSymbol);

    private static bool IsNone(ILocalSymbol local, Presented presented) =>
        NoSession.Is(local, presented.Argument) || (SingleValue.Of(local, presented.Argument) is { } value && ReadAtUse.IsCurrent(value));
}
