using static Replication.Exploration.Faults.Sources;

namespace Replication.Exploration.Faults;

/// <summary>Faults of what is told: the picture of a registry, and the log.</summary>
internal static class ReportFaults
{
    private const string Picture = "    internal StatusReading BeginReading()\n    {\n";
    private const string Moving = "    private RecoveryError MoveEpoch(ReplicaId replica, Epoch epoch)\n    {\n        using var step = Enter();\n";

    // Fair to writers, as such locks are: whoever reads twice waits for the writer that waits for him.
    private const string Fair =
        """
            private readonly object _gate = new();
            private int _readers;
            private int _writers;

            private sealed class Left(Action leave) : IDisposable
            {
                public void Dispose() => leave();
            }

            private Left Reading()
            {
                lock (_gate)
                {
                    while (_writers > 0) Monitor.Wait(_gate);
                    _readers++;
                }

                return new Left(() => { lock (_gate) { _readers--; Monitor.PulseAll(_gate); } });
            }

            private Left Writing()
            {
                Monitor.Enter(_gate);
                _writers++;
                while (_readers > 0) Monitor.Wait(_gate);
                return new Left(() => { _writers--; Monitor.PulseAll(_gate); Monitor.Exit(_gate); });
            }

            private DateTimeOffset _now;

        """;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new(
            "F15",
            "a picture takes the lock twice",
            new Edit(Registry, "    private DateTimeOffset _now;\n", Fair),
            new Edit(Registry, Picture, Picture + "        using (var outer = Reading())\n        {\n            Thread.Yield();\n            using var again = Reading();\n        }\n\n"),
            new Edit(Registry, Moving, Moving.Replace("        using var step", "        using var writing = Writing();\n        using var step", StringComparison.Ordinal))),
        new(
            "F15",
            "a picture is not of one moment",
            new Edit(Registry, "        foreach (var reading in _readings) reading.Keep(step, sender);\n", ""),
            new Edit("src/Recovery/4.Authority/StatusReading.cs", "AtOnce = 64", "AtOnce = 1")),

        new("F28", "the log has no lock", new Edit(Log, "            _writing.Enter(ref isHeld);\n            if (_next == _ring.Length)", "            if (_next == _ring.Length)")),
        new("F28", "the log has no bound", new Edit(Log, "if (_ring.Length < _capacity) Grow();", "if (_ring.Length > 0) Grow();"), new Edit(Log, "new Slot[Math.Min(_capacity, _ring.Length * 2L)]", "new Slot[_ring.Length * 2L]")),
        new("F28", "the log has no time", new Edit(Log, "new RecoveryEvent(sequence, time,", "new RecoveryEvent(sequence, default,")),
        new("F28", "the log has no sequence", new Edit(Log, "new RecoveryEvent(sequence, time,", "new RecoveryEvent(0, time,")),
        new("F28", "concurrent assignments have no lock", new Edit(Owner, "    private readonly Lock _lock = new();\n", "    private readonly ThreadLocal<Lock> _each = new(static () => new Lock());\n\n    private Lock _lock => _each.Value!;\n")),
        new("F28", "an assignment is applied outside of a step", new Edit(Registry, "        using var step = Enter();\n        answer = Order(step, ordered);", "        answer = Order(ordered);")) { Error = "CS7036" },
    ];
}
