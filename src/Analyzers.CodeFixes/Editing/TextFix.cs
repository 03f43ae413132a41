using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Replication.Analyzers.CodeFixes.Editing;

/// <summary>
/// A code fix that changes the text of the document that a report stands in, and only the lines that have to change: the rest stays as its author laid it
/// out. One report and all of a document, a project or a solution are mended by the same code.
/// </summary>
public abstract class TextFix : CodeFixProvider
{
    /// <summary>What the fix does, to be read in a menu.</summary>
    private protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) => await MendAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            // Nothing is offered where nothing would change.
            var before = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
            var mended = await MendAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false);
            var after = await mended.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
            if (before.ContentEquals(after)) continue;
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(mended), GetType().Name), diagnostic);
        }
    }

    /// <summary>Mends what was reported, or leaves the text as it is where that cannot be done.</summary>
    /// <param name="page">The document.</param>
    /// <param name="diagnostics">The reports, by place.</param>
    private protected abstract SourceText Mend(Page page, IReadOnlyList<Diagnostic> diagnostics);

    private async Task<Document> MendAsync(Document document, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model) return document;
        var root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var ordered = diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ToList();
        return document.WithText(Mend(new Page(model, root, text, cancellation), ordered));
    }
}
