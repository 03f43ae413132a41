using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Harness;

/// <summary>Source to which a code fix was applied as an editor applies it.</summary>
internal static class Mended
{
    /// <summary>The source after the first report was mended; <see langword="null"/> where nothing is offered for it.</summary>
    public static async Task<string?> FirstAsync(CodeFixProvider fix, string source)
    {
        var (document, reports) = await ReportsAsync(fix, source);
        CodeAction? offered = null;
        var context = new CodeFixContext(document, reports[0], (action, _) => offered = action, TestContext.Current.CancellationToken);
        await fix.RegisterCodeFixesAsync(context);
        return offered is null ? null : await ApplyAsync(offered, document.Id);
    }

    /// <summary>The source after all its reports were mended at once.</summary>
    public static async Task<string> AllAsync(CodeFixProvider fix, string source)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (document, reports) = await ReportsAsync(fix, source);
        var all = new FixAllContext(
            document, fix, FixAllScope.Document, fix.GetType().Name, fix.FixableDiagnosticIds, new Known(reports), cancellation);
        return await ApplyAsync((await fix.GetFixAllProvider()!.GetFixAsync(all))!, document.Id);
    }

    /// <summary>Compares, and sees to it that what the fix left compiles and is reported no more.</summary>
    public static async Task AssertAsync(CodeFixProvider fix, string expected, string? mended)
    {
        Assert.Equal(expected, mended);
        var analyzed = await Analyzed.From(mended!);
        Assert.Empty(analyzed.Errors);
        Assert.DoesNotContain(analyzed.Found, found => fix.FixableDiagnosticIds.Contains(found.Id));
    }

    private static async Task<(Document Document, ImmutableArray<Diagnostic> Reports)> ReportsAsync(CodeFixProvider fix, string source)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Sample",
            "Sample",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14),
            metadataReferences: [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(StateMachine).Assembly.Location)]));
        var document = project.AddDocument("Sample.cs", source);
        var compilation = await document.Project.GetCompilationAsync(cancellation);
        var found = await compilation!.WithAnalyzers(Analyzed.Analyzers).GetAnalyzerDiagnosticsAsync(cancellation);

        // A fix may also be for what the compiler says.
        var reported = found.Concat(compilation!.GetDiagnostics(cancellation));
        return (document, [.. reported.Where(report => fix.FixableDiagnosticIds.Contains(report.Id)).OrderBy(report => report.Location.SourceSpan.Start)]);
    }

    private static async Task<string> ApplyAsync(CodeAction action, DocumentId document)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var operations = await action.GetOperationsAsync(cancellation);
        var changed = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document)!;
        return (await changed.GetTextAsync(cancellation)).ToString();
    }

    private sealed class Known(ImmutableArray<Diagnostic> reports) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(reports.AsEnumerable());

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(reports.AsEnumerable());

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
