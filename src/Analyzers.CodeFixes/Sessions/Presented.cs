using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Analyzers.Sessions;
using Replication.Analyzers.Usage;
using Replication.Generator.Parse;

namespace Replication.Analyzers.CodeFixes.Sessions;

/// <summary>What a report says was presented for a session ID.</summary>
/// <param name="Call">The call, or the creation.</param>
/// <param name="Argument">The argument; one that is left out has a place all the same.</param>
/// <param name="Place">The code of the argument; of the call where it is left out.</param>
internal sealed record Presented(IOperation Call, IArgumentOperation Argument, SyntaxNode Place)
{
    /// <summary>Whether nothing was presented.</summary>
    public bool IsLeftOut => Argument.ArgumentKind == ArgumentKind.DefaultValue;

    /// <summary>What a report stands at.</summary>
    public static Presented? At(Page page, Diagnostic report)
    {
        var span = report.Location.SourceSpan;
        for (var node = page.Root.FindNode(span, getInnermostNodeForTie: true); node is not (null or StatementSyntax or MemberDeclarationSyntax); node = node.Parent)
        {
            if (page.Model.GetOperation(node, page.Cancellation) is not { } call || call.Called() is null) continue;
            foreach (var argument in SessionContract.Marked(call, SessionContract.RequiresSessionId))
            {
                var presented = new Presented(call, argument, node);
                if (!presented.IsLeftOut) presented = presented with { Place = Spelled.Code(argument) };
                if (presented.Place.Span == span) return presented;
            }
        }

        return null;
    }

    /// <summary>The change that presents something else.</summary>
    public TextChange? By(string name)
    {
        if (!IsLeftOut) return new TextChange(Place.Span, name);
        var list = Place.ChildNodes().OfType<ArgumentListSyntax>().FirstOrDefault();
        if (list is null) return null;
        var parameter = Argument.Parameter!;
        var isNext = list.Arguments.Count == parameter.Ordinal - (IsExtension ? 1 : 0) && list.Arguments.All(argument => argument.NameColon is null);
        var text = isNext ? name : $"{SymbolText.Identifier(parameter.Name)}: {name}";
        return new TextChange(new TextSpan(list.CloseParenToken.SpanStart, 0), list.Arguments.Count == 0 ? text : ", " + text);
    }

    private bool IsExtension => Call is IInvocationOperation { Instance: null, TargetMethod.IsExtensionMethod: true }
        && Place is InvocationExpressionSyntax { ArgumentList.Arguments.Count: var given }
        && given < ((IInvocationOperation)Call).Arguments.Count(argument => argument.ArgumentKind == ArgumentKind.Explicit);
}
