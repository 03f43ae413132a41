using System.CommandLine;

namespace Replication.Tool.Replay;

/// <summary><c>replication replay FILE...</c></summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Trace files, one JSON object a line; plain or gzip.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("replay", "Replays recorded traces through the engine and prints one line a divergence.") { files };
        command.SetAction((parse, _) => RunAsync(parse.GetRequiredValue(files), Console.Out, Console.Error));
        return command;
    }

    /// <summary>Replays files. Exit code 0 only when there was something to replay, nothing diverged and everything could be read.</summary>
    public static async Task<int> RunAsync(string[] files, TextWriter output, TextWriter error)
    {
        int passed = 0, failed = 0;
        foreach (var file in files)
        {
            var line = 0;
            try
            {
                await foreach (var trace in TraceReplay.ReadLinesAsync(file))
                {
                    line++;
                    if (await PassesAsync(trace, file, line, output, error)) passed++;
                    else failed++;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                failed++;
                await error.WriteLineAsync(line == 0 ? $"{file}: {e.Message}" : $"{file}, after line {line}: {e.Message}");
            }
        }

        if (passed + failed == 0) await error.WriteLineAsync("there is no trace to replay; legal: files with one trace a line");
        await output.WriteLineAsync($"{passed} passed, {failed} failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    // A trace that is not one is a failed trace; those after it are replayed all the same.
    private static async Task<bool> PassesAsync(string trace, string file, int line, TextWriter output, TextWriter error)
    {
        try
        {
            var divergences = await TraceReplay.ReplayAsync(trace);
            foreach (var divergence in divergences) await output.WriteLineAsync(divergence.ToString());
            return divergences.Count == 0;
        }
        catch (TraceFormatException e)
        {
            await error.WriteLineAsync($"{file}, line {line}: {e.Message}");
            return false;
        }
    }
}
