using Replication.Recovery;
using Replication.Tests.Shared;

namespace Replication.Tool.Tests.Graph;

/// <summary>The pictures of the recovery machines in <c>docs</c> are what the command draws of the compiled tables.</summary>
public sealed class DrawnProtocolTests
{
    [Fact]
    public async Task The_checked_in_graphs_are_what_the_tables_say() => CheckedIn.AreCurrent(
        typeof(DrawnProtocolTests), "docs/graphs", [".dot", ".mmd"], await Drawings.OfAsync(typeof(CatchUpSession).Assembly));

    [Fact]
    public async Task The_diagrams_in_the_protocol_page_are_what_the_tables_say()
    {
        var drawn = await Drawings.OfAsync(typeof(CatchUpSession).Assembly);
        var embedded = CheckedIn.EmbedsCurrent(typeof(DrawnProtocolTests), "docs/protocol.md", name => drawn[name + ".mmd"]);
        Assert.Equal(["ReplicaLifecycle", "CatchUpSession", "RebuildSession"], embedded);
    }
}
