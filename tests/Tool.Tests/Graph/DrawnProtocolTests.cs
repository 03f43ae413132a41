using Replication.Recovery;
using Replication.Tests.Shared;

namespace Replication.Tool.Tests.Graph;

/// <summary>The pictures of the recovery machines in <c>docs</c>, and what each of their cells says, are what the command makes of the compiled tables.</summary>
public sealed class DrawnProtocolTests
{
    [Fact]
    public async Task The_checked_in_graphs_are_what_the_tables_say() => CheckedIn.AreCurrent(
        typeof(DrawnProtocolTests), "docs/graphs", [".dot", ".mmd"], await Drawings.OfAsync(typeof(CatchUpSession).Assembly));

    [Fact]
    public async Task The_checked_in_coverage_is_what_the_tables_say() => CheckedIn.AreCurrent(
        typeof(DrawnProtocolTests), "docs/coverage", [".md"], await Drawings.OfAsync(typeof(CatchUpSession).Assembly, format: "coverage"));

    [Fact]
    public async Task The_diagrams_in_the_protocol_page_are_what_the_tables_say()
    {
        var drawn = await Drawings.OfAsync(typeof(CatchUpSession).Assembly);
        var embedded = CheckedIn.EmbedsCurrent(typeof(DrawnProtocolTests), "docs/protocol.md", name => drawn[name + ".mmd"]);
        Assert.Equal(["ReplicaLifecycle", "CatchUpSession", "RebuildSession"], embedded);
    }
}
