namespace Replication.Benchmarks.Cases;

/// <summary>The payloads of laps through the transfer, made before anything is measured.</summary>
/// <remarks>
/// A lap is eight calls: connect, handshake, replay, four times progress, complete. One progress in four is refused, at places that a seeded generator
/// picks, so an eighth of all calls is; half of them because they do not go on, half because they go too far.
/// </remarks>
internal static class TransferPayloads
{
    public const int CallsPerLap = 8;

    public static Payload[] Make(int laps)
    {
        // The same numbers in every run.
        var random = new Random(20_260_101);
        var payloads = new List<Payload>(laps * CallsPerLap);
        var refused = Enumerable.Range(0, laps * 4).Select(i => i % 4 == 0).ToArray();
        random.Shuffle(refused);
        for (var lap = 0; lap < laps; lap++)
        {
            var recovered = random.NextInt64(1_000);
            var target = recovered + 1_000;
            payloads.Add(new Payload(random.Next(100), 0));
            payloads.Add(new Payload(recovered, target));
            payloads.Add(new Payload(random.NextInt64(1_000_000), 0));
            for (var i = 0; i < 4; i++)
            {
                var isRefused = refused[(lap * 4) + i];
                if (!isRefused) recovered += 1 + random.NextInt64(200);
                var to = !isRefused ? recovered : random.Next(2) == 0 ? recovered - random.NextInt64(5) : target + 1 + random.NextInt64(5);
                payloads.Add(new Payload(to, random.NextInt64(1_000_000)));
            }

            payloads.Add(default);
        }

        return [.. payloads];
    }
}
