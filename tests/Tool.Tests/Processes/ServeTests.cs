using System.Net;
using System.Net.Sockets;
using Grpc.Net.Client;
using Replication.Tool.Wire;

namespace Replication.Tool.Tests.Processes;

public sealed class ServeTests
{
    [Fact]
    public async Task A_server_says_where_it_listens_and_ends_with_its_input()
    {
        using var folder = new EmptyFolder();
        using var server = Command.Start("serve", "replica", "--id", "r1", "--volume", "v", "--folder", folder.Of("store"), "--stop-with-input");
        await Command.ReadUntilAsync(server, "listening on 127.0.0.1:");
        server.StandardInput.Close();

        Assert.Equal(0, (await Command.EndAsync(server)).ExitCode);
    }

    [Fact]
    public async Task A_port_in_use_is_a_clear_error()
    {
        using var folder = new EmptyFolder();
        using var occupied = new TcpListener(IPAddress.Loopback, 0);
        occupied.Start();
        await RefusedAsync("cannot listen there", "replica", "--id", "r1", "--volume", "v", "--folder", folder.Of("store"), "--listen", occupied.LocalEndpoint.ToString()!);
    }

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData("nowhere")]
    [InlineData("127.0.0.1")]
    public async Task Only_a_loopback_address_with_a_port_is_served(string address)
    {
        using var folder = new EmptyFolder();
        await RefusedAsync("--listen " + address, "replica", "--id", "r1", "--volume", "v", "--folder", folder.Of("store"), "--listen", address);
    }

    [Fact]
    public async Task A_corrupt_database_is_a_clear_error_and_is_not_replaced_by_an_empty_one()
    {
        using var folder = new EmptyFolder();
        await ServeOnceAsync(folder.Of("store"));
        var manifest = Directory.EnumerateFiles(folder.Of("store"), "MANIFEST-*", SearchOption.AllDirectories).First();
        await File.WriteAllTextAsync(manifest, "garbage", TestContext.Current.CancellationToken);
        await RefusedAsync("storage_failed", "primary", "--volume", "v", "--epoch", "1", "--folder", folder.Of("store"));

        Assert.Equal("garbage", await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_store_of_another_volume_is_refused()
    {
        using var folder = new EmptyFolder();
        await ServeOnceAsync(folder.Of("store"));
        await RefusedAsync("wrong_volume", "primary", "--volume", "other", "--epoch", "1", "--folder", folder.Of("store"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_a_clear_error() =>
        await RefusedAsync("storage_failed", "primary", "--volume", "v", "--epoch", "1", "--folder", "/proc/replication");

    [Fact]
    public async Task Epoch_zero_is_refused()
    {
        using var folder = new EmptyFolder();
        await RefusedAsync("zero_epoch", "primary", "--volume", "v", "--epoch", "0", "--folder", folder.Of("store"));
    }

    [Fact]
    public async Task A_restarted_primary_goes_on_above_the_sessions_and_epochs_of_the_one_before()
    {
        using var folder = new EmptyFolder();
        await ServeOnceAsync(folder.Of("store"));
        await File.WriteAllTextAsync(Path.Combine(folder.Of("store"), "sessions"), "1024", TestContext.Current.CancellationToken);
        var (first, told) = await AssignAsync(folder.Of("store"), 5);
        Assert.Equal(1025UL, Assert.Single(first.Created).Session_);
        Assert.Contains("volume v, replica r1, session 1025", told, StringComparison.Ordinal);

        Assert.Equal("stale_intent", (await AssignAsync(folder.Of("store"), 4)).Answer.Error.Code);
        Assert.True(Assert.Single((await AssignAsync(folder.Of("store"), 5)).Answer.Created).Session_ > 1025);
    }

    // What a control plane is answered by a primary that was started for it, and what that told of its work.
    private static async Task<(AssignReply Answer, string Told)> AssignAsync(string store, ulong epoch)
    {
        using var server = Command.Start("serve", "primary", "--volume", "v", "--epoch", "5", "--folder", store, "--stop-with-input");
        var address = (await Command.ReadUntilAsync(server, "listening on")).Split(' ')[^1];
        using var channel = GrpcChannel.ForAddress("http://" + address);
        var answer = await new Control.ControlClient(channel).AssignAsync(
            new AssignRequest
            {
                Epoch = epoch,
                Revision = 1,
                Replicas = { new AssignedReplica { Replica = "r1", Data = "127.0.0.1:1", Control = "127.0.0.1:2", Version = 1 } },
                Targets = { new Target { Replica = "r1", Kind = 2 } },
            },
            cancellationToken: TestContext.Current.CancellationToken);
        server.StandardInput.Close();
        return (answer, (await Command.EndAsync(server)).Error);
    }

    private static async Task ServeOnceAsync(string store)
    {
        using var server = Command.Start("serve", "primary", "--volume", "v", "--epoch", "1", "--folder", store, "--stop-with-input");
        await Command.ReadUntilAsync(server, "listening on");
        server.StandardInput.Close();
        Assert.Equal(0, (await Command.EndAsync(server)).ExitCode);
    }

    private static async Task RefusedAsync(string expected, params string[] arguments)
    {
        var result = await Command.RunAsync(["serve", .. arguments, "--stop-with-input"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
