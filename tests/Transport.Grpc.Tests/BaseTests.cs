using Replication.Transport.Grpc.Tests.Doubles;

namespace Replication.Transport.Grpc.Tests;

public sealed class BaseTests
{
    [Fact]
    public async Task A_base_arrives_whole_and_its_progress_is_what_the_replica_has_written()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 1000 });
        var content = Rig.Random(1, 12_345)[0];
        rig.Primary.BaseAt = new Lsn(77);
        rig.Primary.BaseFiles.AddRange([("data", content), ("empty", []), ("small", [1, 2, 3])]);
        var progress = new Reported();

        var result = await rig.Port.TransferBaseAsync(rig.Authority(), rig.PinBase(), progress, Rig.Cancel);

        Assert.Equal(Result.Ok(new Lsn(77)), result);
        Assert.False(rig.Replica.Unfinished);
        Assert.Equal(["data", "empty", "small"], rig.Replica.Content.Keys.Order());
        Assert.Equal(content, rig.Replica.Content["data"]);
        Assert.Empty(rig.Replica.Content["empty"]);
        Assert.Equal(progress.All.OrderBy(p => p.Copied), progress.All);
        Assert.Equal(new BaseProgress(12_348, 12_348), progress.All[^1]);
        Assert.All(progress.All, p => Assert.Equal(12_348UL, p.Total));
    }

    [Fact]
    public async Task F11_an_empty_base_is_verified_like_any_other()
    {
        await using var rig = await Rig.StartAsync();

        Assert.Equal(Result.Ok(Lsn.Zero), await rig.Port.TransferBaseAsync(rig.Authority(), rig.PinBase(), new Reported(), Rig.Cancel));
        Assert.False(rig.Replica.Unfinished);
    }

    [Fact]
    public async Task A_base_whose_bytes_are_not_those_of_the_manifest_fails_verification_and_stays_unfinished()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 1000 });
        rig.Primary.BaseFiles.Add(("data", new byte[5000]));
        rig.Primary.Opened = (_, stream) =>
        {
            var corrupted = new byte[stream.Length];
            corrupted[2500] = 1;
            return new MemoryStream(corrupted);
        };

        Assert.Equal(RecoveryCode.VerificationFailed, (await rig.Port.TransferBaseAsync(rig.Authority(), rig.PinBase(), new Reported(), Rig.Cancel)).Error.Code);
        Assert.True(rig.Replica.Unfinished);
    }

    [Fact]
    public async Task A_file_shorter_than_its_manifest_says_fails_verification_and_stays_unfinished()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 1000 });
        rig.Primary.BaseFiles.Add(("data", new byte[5000]));
        rig.Primary.Opened = (_, _) => new MemoryStream(new byte[4321]);

        var result = await rig.Port.TransferBaseAsync(rig.Authority(), rig.PinBase(), new Reported(), Rig.Cancel);

        Assert.Equal(RecoveryCode.VerificationFailed, result.Error.Code);
        Assert.Contains("4321", result.Error.Presented);
        Assert.True(rig.Replica.Unfinished || rig.Replica.Content.Count == 0);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_failure_of_storage_by_value()
    {
        await using var rig = await Rig.StartAsync();
        rig.Primary.BaseFiles.Add(("data", new byte[5000]));
        rig.Primary.Opened = (_, _) => throw new IOException("bad sector");

        Assert.Equal(RecoveryCode.StorageFailed, (await rig.Port.TransferBaseAsync(rig.Authority(), rig.PinBase(), new Reported(), Rig.Cancel)).Error.Code);
    }

    [Fact]
    public async Task A_manifest_that_no_message_can_carry_is_refused_by_value()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 1000, MaxEntryBytes = 1000 });
        for (var i = 0; i < 1000; i++) rig.Primary.BaseFiles.Add(($"file-{i}", []));

        Assert.Equal(RecoveryCode.StorageFailed, (await rig.Port.TransferBaseAsync(rig.Authority(), rig.PinBase(), new Reported(), Rig.Cancel)).Error.Code);
    }

    [Fact]
    public async Task P7_a_name_that_leads_out_of_the_base_is_refused_before_the_store_sees_it()
    {
        await using var rig = await Rig.StartAsync();
        rig.Primary.BaseFiles.Add(("../data", [1]));

        Assert.Equal(RecoveryCode.VerificationFailed, (await rig.Port.TransferBaseAsync(rig.Authority(), rig.PinBase(), new Reported(), Rig.Cancel)).Error.Code);
        Assert.False(rig.Replica.Unfinished);
    }

    [Fact]
    public async Task No_more_than_the_window_of_a_base_is_sent_before_the_replica_acknowledges()
    {
        using var gate = new Gate();
        var full = new TaskCompletionSource<StreamWait>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var rig = await Rig.StartAsync(new TransportOptions
        {
            ChunkBytes = 1000,
            WindowBytes = 3000,
            Waiting = wait =>
            {
                if (wait.Cause == WaitCause.Window) full.TrySetResult(wait);
            },
        });
        rig.Primary.BaseFiles.Add(("data", new byte[100_000]));
        rig.Replica.Before = _ =>
        {
            gate.Pass();
            return default;
        };

        var copying = rig.Port.TransferBaseAsync(rig.Authority(), rig.PinBase(), new Reported(), Rig.Cancel);
        var wait = await full.Task.WaitAsync(Rig.Cancel);
        Assert.Equal(3000UL, wait.UnacknowledgedBytes);
        gate.Open();

        Assert.Equal(default, (await copying).Error);
    }

    [Fact]
    public async Task F16_a_replica_that_dies_in_the_middle_of_a_base_is_a_lost_transport_and_stays_unfinished()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 1000, WindowBytes = 4000 });
        rig.Primary.BaseFiles.Add(("data", new byte[1_000_000]));
        var progress = new Reported
        {
            Then = copied =>
            {
                if (copied.Copied >= 10_000) rig.Process.Kill();
            },
        };

        Assert.Equal(RecoveryCode.TransportLost, (await rig.Port.TransferBaseAsync(rig.Authority(), rig.PinBase(), progress, Rig.Cancel)).Error.Code);
        Assert.True(rig.Replica.Unfinished);
    }

    [Fact]
    public async Task P2_a_pin_revoked_while_a_base_is_copied_ends_the_transfer()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 1000, WindowBytes = 4000 });
        rig.Primary.BaseFiles.Add(("data", new byte[1_000_000]));
        var pin = rig.PinBase();

        var result = await rig.Port.TransferBaseAsync(rig.Authority(), pin, new Reported { Then = _ => rig.Primary.Revoke(pin) }, Rig.Cancel);

        Assert.Equal(RecoveryCode.PinRevoked, result.Error.Code);
        Assert.True(rig.Replica.Unfinished);
    }

    [Fact]
    public async Task L7_a_cancelled_transfer_has_closed_its_file_when_it_completes()
    {
        using var cancel = new CancellationTokenSource();
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 1000, WindowBytes = 4000 });
        rig.Primary.BaseFiles.Add(("data", new byte[1_000_000]));
        Stream? opened = null;
        rig.Primary.Opened = (_, stream) => opened = stream;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await rig.Port.TransferBaseAsync(rig.Authority(), rig.PinBase(), new Reported { Then = _ => cancel.Cancel() }, cancel.Token));

        Assert.False(opened!.CanRead);
        Assert.True(rig.Replica.Unfinished);
    }
}
