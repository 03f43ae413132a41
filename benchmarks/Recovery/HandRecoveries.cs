using Replication.Benchmarks.ByHand;

namespace Replication.Benchmarks.Recovery;

/// <summary>The same recoveries by hand.</summary>
internal sealed class HandRecoveries : IRecoveries
{
    private readonly HandLog _log = new(capacity: 4096);
    private readonly HandHistory _history = new(120, 0, 100);
    private readonly HandVolume[] _volumes;
    private readonly (string, HandEndpoint)[] _named;
    private readonly (string, HandBudget)[] _targets;
    private HandIntent[] _intents = [];

    public HandRecoveries(int volumes, int replicas)
    {
        _named = [.. Enumerable.Range(0, replicas).Select(i => ($"replica-{i:D5}", new HandEndpoint("data", "control", 1)))];
        _targets = [.. _named.Select(replica => (replica.Item1, new HandBudget(60_000, 1_000_000, 10_000)))];
        _volumes = [.. Enumerable.Range(0, volumes).Select(_ => new HandVolume("volume", _log, TimeProvider.System))];
        Prepare(1, 1);
        Recover();
    }

    public long Logged => _log.LastSequence;

    public bool AreInSync => _volumes.All(volume => volume.AreInSync);

    public void Prepare(ulong first, int epochs) => _intents = [.. Enumerable.Range(0, epochs).Select(i => new HandIntent(first + (ulong)i, 1, _named, _targets))];

    public void Recover()
    {
        foreach (var intent in _intents)
        {
            foreach (var volume in _volumes)
            {
                foreach (var (replica, session) in volume.Apply(intent))
                {
                    volume.Recover(replica, session, 40, _history);
                    volume.Complete(replica, session, 100, 5);
                }
            }
        }
    }
}
