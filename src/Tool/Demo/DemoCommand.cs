using System.CommandLine;
using System.Runtime.InteropServices;

namespace Replication.Tool.Demo;

/// <summary><c>replication demo</c></summary>
internal static class DemoCommand
{
    /// <summary>What a shell expects of a program that was interrupted.</summary>
    private const int Interrupted = 130;

    public static Command Create()
    {
        var replicas = new Option<int>("--replicas") { Description = "How many replicas, 1 to 16; the four pasts repeat.", DefaultValueFactory = _ => 4 };
        var records = new Option<int>("--records") { Description = "How many records are loaded, 1000 to 100000000.", DefaultValueFactory = _ => 100_000 };
        var valueSize = new Option<int>("--value-size") { Description = "Bytes in a value, 1 to 1048576.", DefaultValueFactory = _ => 1_024 };
        var folder = new Option<string?>("--folder") { Description = "An empty or new folder for the stores; default: a temporary one." };
        var json = new Option<bool>("--json") { Description = "Reports as JSON, one object a line." };
        var corrupt = new Option<string?>("--corrupt") { Description = "Changes one value on this replica before the content check, which must then fail." };
        var kill = new Option<string?>("--kill") { Description = "Kills this replica's process once while it is being recovered." };
        var command = new Command("demo", "Starts a primary and replicas with different pasts, and brings all of them back, live.")
        {
            replicas, records, valueSize, folder, json, corrupt, kill,
        };
        command.SetAction((parse, cancellationToken) => RunAsync(
            new DemoOptions(
                parse.GetValue(replicas),
                parse.GetValue(records),
                parse.GetValue(valueSize),
                parse.GetValue(folder),
                parse.GetValue(json),
                parse.GetValue(corrupt),
                parse.GetValue(kill)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions options, CancellationToken interrupted)
    {
        // An interrupt waits only for an action that has been handed back as a task: before anything is put on the disk, hand it back.
        await Task.Yield();
        if (options.Complaint() is { } complaint) return Fail(complaint);
        // A closed terminal ends the demo as Ctrl-C does.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        var cancellationToken = stop.Token;
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        IDemoReport report = options.Json ? new JsonReport(Console.Out) : new ConsoleReport();
        try
        {
            var result = await new DemoRun(options, report, cancellationToken).ExecuteAsync();
            report.End(result);
            return result.Succeeded ? 0 : 1;
        }
        catch (LeftBehindException e)
        {
            return Fail(e.Message);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Whatever fails after an interrupt fails because of it: the processes are told to stop as well.
            await Console.Error.WriteLineAsync("interrupted; nothing was left behind");
            return Interrupted;
        }
        catch (DemoException e)
        {
            return Fail(e.Message);
        }
        catch (IOException e)
        {
            return Fail(e.Message);
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
