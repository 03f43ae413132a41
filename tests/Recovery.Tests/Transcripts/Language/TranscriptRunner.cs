using System.Collections.Immutable;

namespace Replication.Recovery.Tests;

/// <summary>
/// Runs a scenario in a new world. After each line: what was answered; then, indented, what the port was asked and the events logged, in their order; then each sender
/// that is not what it was.
/// </summary>
internal static class TranscriptRunner
{
    public static async Task<Transcript> RunAsync(Transcript transcript)
    {
        await using var world = new TranscriptWorld();
        var blocks = ImmutableArray.CreateBuilder<(ImmutableArray<string>, TranscriptBlock)>();
        foreach (var (notes, block) in transcript.Blocks)
        {
            blocks.Add((notes, block with { Output = await RunAsync(world, block.Input) }));
        }

        return transcript with { Blocks = blocks.ToImmutable() };
    }

    private static async Task<ImmutableArray<string>> RunAsync(TranscriptWorld world, string input)
    {
        var senders = Senders(world);
        var sequence = world.Registry.Log.LastSequence;
        var calls = world.Port.Trace.Count;
        var answers = await world.ExecuteAsync(new InputLine(input));
        var asked = world.Port.Trace.Skip(calls).ToArray();
        return
        [
            .. answers,
            .. asked.Length == 0 ? [] : new[] { "  port: " + string.Join("; ", asked) },
            .. world.Registry.Log.Read(sequence).Select(e => "  " + EventText.Of(e)),
            .. Changes(senders, Senders(world)),
        ];
    }

    private static SortedDictionary<ReplicaId, string> Senders(TranscriptWorld world) =>
        new(world.Registry.Status().Senders.ToDictionary(sender => sender.Replica, SenderText.Of));

    private static IEnumerable<string> Changes(SortedDictionary<ReplicaId, string> before, SortedDictionary<ReplicaId, string> after)
    {
        foreach (var (replica, now) in after)
        {
            if (before.GetValueOrDefault(replica) != now) yield return now;
        }

        foreach (var replica in before.Keys.Where(replica => !after.ContainsKey(replica))) yield return $"{replica} gone";
    }
}
