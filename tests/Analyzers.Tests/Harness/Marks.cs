namespace Replication.Analyzers.Tests.Harness;

/// <summary>Source in which marks such as <c>/*1*/</c> stand where a rule has to report.</summary>
internal static class Marks
{
    /// <summary>Runs the source, and sees to it that it compiles and that what a rule reports begins at its marks, and nowhere else.</summary>
    public static async Task<Analyzed> AssertAsync(string rule, string source)
    {
        var analyzed = await Analyzed.From(source);

        Assert.Empty(analyzed.Errors);
        Assert.Equal(Places(source).Select(place => (rule, place)), analyzed.Found.Select(found => (found.Id, found.Location.SourceSpan.Start)));
        return analyzed;
    }

    private static IEnumerable<int> Places(string source)
    {
        const string Mark = "/*1*/";
        for (var at = source.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = source.IndexOf(Mark, at + 1, StringComparison.Ordinal)) yield return at + Mark.Length;
    }
}
