using System.Globalization;
using Microsoft.CodeAnalysis;
using Replication.Noise;
using Replication.Noise.Contract;
using Replication.Noise.Run;

// Listens to what the rules say about C# that was written without them. Exit code 1: something was thrown.
if (Options.Read(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

var references = References.All(options);
var crashes = 0;
foreach (var folder in options.Folders)
{
    var compilation = SourceFolder.Read(folder.Split('+'), options.Defined, references);
    var marks = 0;
    if (options.Bite != Bite.None) compilation = MarkedSources.Of(compilation, options.Bite == Bite.Hard, out marks);
    var lines = compilation.SyntaxTrees.Sum(tree => (long)tree.GetText().Lines.Count);
    var errors = compilation.GetDiagnostics().Where(error => error.Severity == DiagnosticSeverity.Error).ToList();
    var listened = await Listened.To(compilation, CancellationToken.None);
    crashes += listened.Crashes.Count;

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"# {folder}: {compilation.SyntaxTrees.Length} files, {lines} lines, {errors.Count} errors, {marks} marks, {listened.Elapsed.TotalSeconds:F1} s, {listened.Reports.Count} reports, {listened.Crashes.Count} crashes"));
    foreach (var rule in listened.Reports.GroupBy(report => report.Id).OrderBy(rule => rule.Key, StringComparer.Ordinal)) Console.WriteLine($"#   {rule.Key}: {rule.Count()}");
    foreach (var (analyzer, thrown) in listened.Crashes) Console.WriteLine($"! {analyzer}: {thrown}");
    foreach (var report in listened.Reports.Concat(errors.Take(options.Errors))) Console.WriteLine(Line(report));
    if (options.Slowest == 0) continue;
    foreach (var (path, elapsed) in (await Listened.Slowest(compilation, CancellationToken.None)).Take(options.Slowest)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"% {elapsed.TotalMilliseconds:F0} ms {path}"));
}

return crashes == 0 ? 0 : 1;

static string Line(Diagnostic report) => string.Create(
    CultureInfo.InvariantCulture,
    $"{report.Location.SourceTree?.FilePath}:{report.Location.GetLineSpan().StartLinePosition.Line + 1}: {report.Id}: {report.GetMessage(CultureInfo.InvariantCulture)}");
