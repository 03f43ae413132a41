using System.IO.Compression;
using Replication.Tool.Replay;

namespace Replication.Tool.Tests;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("replay-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("orchestrator")]
    [InlineData("sender")]
    public async Task Every_recorded_trace_passes_from_gzip(string name)
    {
        var (code, output, error) = await ReplayAsync(Compressed(name));
        Assert.Equal(("150 passed, 0 failed\n", "", 0), (output, error, code));
    }

    [Fact]
    public async Task Plain_and_gzip_files_are_summed_in_one_run()
    {
        var plain = Write("sender.jsonl", Lines("sender"));
        var (code, output, error) = await ReplayAsync(plain, Compressed("orchestrator"));
        Assert.Equal(("300 passed, 0 failed\n", "", 0), (output, error, code));
    }

    [Fact]
    public async Task A_tampered_trace_is_a_divergence_that_names_trace_step_expected_and_seen()
    {
        var lines = Lines("orchestrator");
        lines[3] = ReplaceFirst(lines[3], "\"state\":\"disconnected\"", "\"state\":\"in_sync\"");
        var (code, output, error) = await ReplayAsync(Write("tampered.jsonl", lines));

        var printed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1, code);
        Assert.Equal("", error);
        Assert.Equal("149 passed, 1 failed", printed[^1]);
        var divergence = Assert.Single(printed[..^1]);
        Assert.Matches(@"^\S.* step \d+ assign: sender of \S+: expected .*""state"":""in_sync"".*, saw .*""state"":""disconnected""", divergence);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1, 2]")]
    [InlineData("{\"trace\":\"t\"}")]
    [InlineData("{\"trace\":\"t\",\"steps\":[7]}")]
    [InlineData("{\"trace\":\"t\",\"steps\":[{}]}")]
    [InlineData("{\"trace\":\"t\",\"steps\":[{\"op\":\"recover\"}]}")]
    [InlineData("{\"trace\":\"t\",\"steps\":[{\"op\":\"assign\",\"epoch\":-1,\"replicas\":[],\"targets\":{},\"result\":{}}]}")]
    [InlineData("{\"trace\":\"t\",\"steps\":[{\"op\":\"assign\",\"epoch\":1,\"replicas\":[3],\"targets\":{},\"result\":{}}]}")]
    public async Task A_malformed_line_is_a_failure_with_a_message_that_names_the_line_and_no_stack_trace(string line)
    {
        var file = Write("malformed.jsonl", [line]);
        var (code, output, error) = await ReplayAsync(file);
        Assert.Equal(1, code);
        Assert.Equal("0 passed, 1 failed\n", output);
        Assert.StartsWith($"{file}, line 1: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task An_unknown_operation_is_named()
    {
        var lines = Lines("sender");
        lines[0] = ReplaceFirst(lines[0], "\"op\":\"begin_connect\"", "\"op\":\"begin_dance\"");
        var (code, output, error) = await ReplayAsync(Write("unknown.jsonl", [lines[0]]));
        Assert.Equal((1, "0 passed, 1 failed\n"), (code, output));
        Assert.Contains("begin_dance", error, StringComparison.Ordinal);
    }

    /// <summary>Each is JSON, or nearly, and not a trace.</summary>
    [Theory]
    [InlineData("""{"trace":"t","steps":[{"op":7}]}""", "\"op\"")]
    [InlineData("""{"trace":"t","steps":[{"op":"stop","op":"stop"}]}""", "op")]
    [InlineData("""{"trace":"t","steps":["stop"]}""", "step 1")]
    [InlineData("""{"trace":"t","steps":[{"op":"assign","epoch":1,"replicas":[],"targets":{"r1":7},"result":{}}]}""", "r1")]
    [InlineData("""{"trace":"t","steps":[{"op":"assign","epoch":-1,"replicas":[],"targets":{},"result":{}}]}""", "epoch")]
    [InlineData("""{"trace":"t","steps":[{"op":"invalidate_epoch","epoch":1,"result":{"count":0},"events":{"r1":[7]}}]}""", "event")]
    [InlineData("""[]""", "steps")]
    public async Task What_is_no_trace_is_told_and_the_next_line_is_still_replayed(string line, string told)
    {
        var (code, output, error) = await ReplayAsync(Write("odd.jsonl", [line, Lines("sender")[0]]));
        Assert.Equal((1, "1 passed, 1 failed\n"), (code, output));
        Assert.Contains("line 1", error, StringComparison.Ordinal);
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_missing_file_is_named_and_the_others_are_still_replayed()
    {
        var missing = Path.Combine(_folder.FullName, "missing.jsonl");
        var (code, output, error) = await ReplayAsync(missing, Compressed("sender"));
        Assert.Equal((1, "150 passed, 1 failed\n"), (code, output));
        Assert.Contains("missing.jsonl", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    /// <summary>A check that passes because there was nothing to check is none.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\n  \n")]
    public async Task An_empty_file_passes_nothing_and_does_not_succeed(string content)
    {
        var file = Path.Combine(_folder.FullName, "empty.jsonl");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        var (code, output, error) = await ReplayAsync(file);
        Assert.Equal((1, "0 passed, 0 failed\n"), (code, output));
        Assert.Contains("no trace", error, StringComparison.Ordinal);
    }

    private static string Compressed(string name) => Path.Combine(AppContext.BaseDirectory, "Traces", name + ".jsonl.gz");

    private static string[] Lines(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Compressed(name)), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string ReplaceFirst(string text, string what, string by)
    {
        var at = text.IndexOf(what, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{what} is not in the trace");
        return string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + what.Length));
    }

    private static async Task<(int Code, string Output, string Error)> ReplayAsync(params string[] files)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await ReplayCommand.RunAsync(files, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private string Write(string name, string[] lines)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, string.Join('\n', lines) + "\n");
        return file;
    }
}
