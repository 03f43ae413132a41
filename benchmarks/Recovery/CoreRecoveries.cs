using System.Collections.Immutable;
using Replication.Recovery;

namespace Replication.Benchmarks.Recovery;

/// <summary>Recoveries by the core.</summary>
internal sealed class CoreRecoveries : IRecoveries
{
    private readonly RecoveryLog _log = new(TimeProvider.System);
    private readonly SenderRegistry[] _registries;
    private readonly ImmutableArray<AssignedReplica> _named;
    private readonly ImmutableArray<RecoveryTarget> _targets;
    private AssignmentIntent[] _intents = [];

    public CoreRecoveries(int volumes, int replicas)
    {
        _named = RecoveryWork.Replicas(replicas);
        _targets = RecoveryWork.Targets(_named);
        var (ids, first) = (new SessionIdSource(null), RecoveryWork.Intent(1, _named, _targets));
        _registries = [.. Enumerable.Range(0, volumes).Select(_ => RecoveryWork.Registry(ids, _log, first))];
    }

    public long Logged => (long)_log.LastSequence;

    public bool AreInSync => _registries.All(registry => registry.Status().InSync == _named.Length);

    public void Prepare(ulong first, int epochs) =>
        _intents = [.. Enumerable.Range(0, epochs).Select(i => RecoveryWork.Intent(first + (ulong)i, _named, _targets))];

    public void Recover()
    {
        foreach (var intent in _intents)
        {
            foreach (var registry in _registries) RecoveryWork.Recover(registry, intent);
        }
    }
}
