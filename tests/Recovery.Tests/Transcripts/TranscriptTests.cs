namespace Replication.Recovery.Tests;

/// <summary>Every scenario does what its document says.</summary>
public sealed class TranscriptTests
{
    public static TheoryData<string> Scenarios => [.. TranscriptFolder.Names];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task A_scenario_does_what_it_says(string scenario)
    {
        var written = TranscriptFolder.Read(scenario);
        var seen = (await TranscriptRunner.RunAsync(Transcript.Parse(written.Split('\n')))).Render();
        if (TranscriptFolder.Rewrites) TranscriptFolder.Write(scenario, seen);
        else if (FirstDifference.Of(written, seen) is { } difference) Assert.Fail(difference);
    }
}
