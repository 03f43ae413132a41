using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Sessions;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.CodeFixes.Sessions;

/// <summary>The statement before a use that was answered a session ID and dropped it.</summary>
internal static class DroppedAnswer
{
    /// <summary>The one that surely runs before, on the same object; <see langword="null"/> where there is none, or more than one.</summary>
    public static ExpressionStatementSyntax? Before(Page page, Presented presented)
    {
        if (presented.Call is not IInvocationOperation call || Access.Instance(call) is not { } instance) return null;
        var (receiver, type) = (Access.Of(instance), presented.Argument.Parameter!.Type);
        var found = Earlier(presented.Place).OfType<ExpressionStatementSyntax>().Where(statement => Drops(page, statement, receiver, type)).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private static bool Drops(Page page, ExpressionStatementSyntax statement, Access receiver, ITypeSymbol type)
    {
        var dropped = page.Model.GetOperation(statement.Expression, page.Cancellation);
        if (dropped is ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var value }) dropped = value;
        if (dropped is null || !dropped.Type.Same(type)) return false;
        if (dropped is IAwaitOperation { Operation: var awaited }) dropped = awaited;
        return dropped is IInvocationOperation call && Access.Instance(call) is { } instance && Access.Of(instance).IsSameAs(receiver);
    }

    // The statements before it in its block and in those around it, as far as the function goes.
    private static IEnumerable<StatementSyntax> Earlier(SyntaxNode place)
    {
        for (var at = place; at.Parent is { } outer && at is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax); at = outer)
        {
            var siblings = (at, outer) switch
            {
                (StatementSyntax, BlockSyntax block) => block.Statements,
                (StatementSyntax, SwitchSectionSyntax section) => section.Statements,
                (GlobalStatementSyntax, CompilationUnitSyntax unit) => unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement),
                _ => [],
            };
            foreach (var statement in siblings.TakeWhile(statement => statement.SpanStart < at.SpanStart)) yield return statement;
        }
    }
}
