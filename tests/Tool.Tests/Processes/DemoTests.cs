namespace Replication.Tool.Tests.Processes;

public sealed class DemoTests
{
    [Fact]
    public async Task Four_replicas_with_four_pasts_come_back_and_hold_exactly_what_the_primary_holds()
    {
        using var folder = new EmptyFolder();
        var result = await Command.RunAsync("demo", "--records", "5000", "--json", "--folder", folder.Path);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        var decisions = result.Reports("decision").ToLookup(d => (string)d["replica"]!, d => $"{d["outcome"]}: {d["proof"]}");
        Assert.Equal("zero_gap: zero_gap", Assert.Single(decisions["r1"]));
        Assert.StartsWith("catchup: gap_within_retention", Assert.Single(decisions["r2"]), StringComparison.Ordinal);
        Assert.StartsWith("catchup: replica_ahead_needs_truncation", Assert.Single(decisions["r3"]), StringComparison.Ordinal);
        Assert.StartsWith("needs_rebuild: gap_beyond_retention", decisions["r4"].First(), StringComparison.Ordinal);

        var last = result.Reports("event").ToLookup(e => (string)e["replica"]!, e => $"{e["event"]} {e["detail"]}");
        Assert.Equal("completed zero_gap", last["r1"].Last());
        Assert.Equal("completed in_sync", last["r2"].Last());
        Assert.Contains(last["r3"], e => e.StartsWith("truncation_recorded", StringComparison.Ordinal));
        Assert.Equal("rebuild_completed in_sync", last["r4"].Last());

        var contents = result.Reports("content");
        Assert.Equal(5, contents.Count);
        Assert.Single(contents.Select(c => (string)c["sha256"]!).Distinct());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Empty(Command.Mentioning(folder.Path));
    }

    [Fact]
    public async Task One_changed_value_on_a_replica_fails_the_comparison()
    {
        var result = await Command.RunAsync("demo", "--records", "1000", "--value-size", "100", "--corrupt", "r2", "--json");

        Assert.True(result.ExitCode == 1, result.Output + result.Error);
        var different = Assert.Single(result.Reports("content"), c => !(bool)c["same"]!);
        Assert.Equal("r2", (string?)different["store"]);
    }

    [Theory]
    [InlineData("r1", 2)]
    [InlineData("r4", 3)]
    public async Task A_replica_that_dies_is_asked_again_under_a_new_session_and_comes_back(string victim, int sessionsAtLeast)
    {
        var result = await Command.RunAsync("demo", "--records", "20000", "--kill", victim, "--json");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Single(result.Reports("killed"), r => (string?)r["replica"] == victim);
        Assert.Contains(result.Reports("retry"), r => (string?)r["replica"] == victim);
        var sessions = result.Reports("event").Where(e => (string?)e["replica"] == victim && (string?)e["event"] == "session_created").Select(e => (ulong)e["session"]!);
        Assert.True(sessions.Distinct().Count() >= sessionsAtLeast, result.Output);
        Assert.All(result.Reports("content"), c => Assert.True((bool)c["same"]!));
    }

    [Fact]
    public async Task A_primary_that_dies_ends_the_demo_with_a_clear_error_and_nothing_left()
    {
        using var folder = new EmptyFolder();
        using var demo = Command.Start("demo", "--records", "20000", "--json", "--folder", folder.Path);
        await Command.ReadUntilAsync(demo, "Assigning");
        Assert.Single(Command.Mentioning(folder.Of("primary"))).Kill();
        var result = await Command.EndAsync(demo);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("the primary's process ended", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Empty(Command.Mentioning(folder.Path));
    }

    [Theory]
    [InlineData("Writing")]
    [InlineData("Starting")]
    [InlineData("Assigning")]
    public async Task An_interrupted_demo_leaves_no_process_and_no_file(string stage)
    {
        using var folder = new EmptyFolder();
        using var demo = Command.Start("demo", "--records", "20000", "--json", "--folder", folder.Path);
        await Command.ReadUntilAsync(demo, stage);
        await Command.InterruptAsync(demo);
        var result = await Command.EndAsync(demo);

        Assert.Equal(130, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Empty(Command.Mentioning(folder.Path));
    }

    [Fact]
    public async Task Servers_end_by_themselves_when_the_demo_is_killed()
    {
        using var folder = new EmptyFolder();
        using var demo = Command.Start("demo", "--records", "20000", "--json", "--folder", folder.Path);
        await Command.ReadUntilAsync(demo, "Assigning");
        var servers = Command.Mentioning(folder.Path).Where(p => p.Id != demo.Id).ToList();
        demo.Kill();

        Assert.Equal(5, servers.Count);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        foreach (var server in servers) await server.WaitForExitAsync(patience.Token);
    }

    [Theory]
    [InlineData("--nope")]
    [InlineData("--records", "many")]
    [InlineData("--records", "5")]
    [InlineData("--replicas", "0")]
    [InlineData("--value-size", "-1")]
    [InlineData("--corrupt", "r9")]
    [InlineData("--folder", "")]
    [InlineData("--folder", "/dev/null")]
    [InlineData("--folder", "/proc/replication")]
    public async Task Bad_options_end_with_a_clear_error(params string[] options)
    {
        var result = await Command.RunAsync(["demo", .. options]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(options[0], result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_left_alone()
    {
        using var folder = new EmptyFolder();
        await File.WriteAllTextAsync(folder.Of("precious"), "mine", TestContext.Current.CancellationToken);
        var result = await Command.RunAsync("demo", "--folder", folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is not empty", result.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(folder.Of("precious"), TestContext.Current.CancellationToken));
    }
}
