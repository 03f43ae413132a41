namespace Replication.Recovery.Tests.Concurrency;

/// <summary>
/// Looks for an order of a history's calls, one after the other, in which the engine alone with one worker gives the same answers, the same events and the same end. What had
/// ended before something else began stays before it.
/// </summary>
internal sealed class Linearizer(History history, Scene parallel)
{
    private readonly List<Call> _order = [];
    private readonly int[] _next = new int[history.Workers];
    private readonly string[] _log = [.. parallel.Log.Read().Select(Scene.Text)];
    private readonly string _end = parallel.Picture;
    private Replay? _replay;

    /// <summary>How many calls were carried out again.</summary>
    public int Replayed { get; private set; }

    public bool HasOrder()
    {
        if (_order.Count == history.Count) return (_replay ?? Again()).Scene.Picture == _end;
        for (var worker = 0; worker < history.Workers; worker++)
        {
            if (!MayBeNext(worker)) continue;
            var call = history[worker][_next[worker]];
            var replay = _replay ?? Again();
            _replay = null;
            Replayed++;
            if (!replay.Repeats(call, _log)) continue;
            _replay = replay;
            _next[worker]++;
            _order.Add(call);
            if (HasOrder()) return true;
            _order.RemoveAt(_order.Count - 1);
            _next[worker]--;
            _replay = null;
        }

        return false;
    }

    private bool MayBeNext(int worker)
    {
        if (_next[worker] == history[worker].Count) return false;
        var began = history[worker][_next[worker]].Began;
        for (var other = 0; other < history.Workers; other++)
        {
            if (_next[other] < history[other].Count && history[other][_next[other]].Ended < began) return false;
        }

        return true;
    }

    private Replay Again()
    {
        var replay = new Replay(history, parallel);
        foreach (var call in _order) Assert.True(replay.Repeats(call, _log), "the engine alone, with one worker, does not repeat itself");
        return replay;
    }

    /// <summary>The engine alone. A sender of the history is the one that the same find answers here.</summary>
    private sealed class Replay
    {
        private readonly Dictionary<Sender, Sender> _here = [];
        private readonly HashSet<Sender> _taken = [];
        private ulong _logged;

        public Replay(History history, Scene parallel)
        {
            Scene = new Scene(Still.Time);
            Scene.Prepare(history.Prefix);
            foreach (var (there, here) in parallel.Prepared.Zip(Scene.Prepared)) IsSame(there, here);
            _logged = Scene.Log.LastSequence;
        }

        public Scene Scene { get; }

        public bool Repeats(Call call, string[] log)
        {
            if (call.Op.Kind == OpKind.Find) return IsSame(call.Sender, Scene.Find(call.Op));
            var answer = call.Sender is not { } there ? Scene.Act(call.Op) : Scene.Act(_here[there], call.Op, call.Session);
            if (answer != call.Answer) return false;
            foreach (var e in Scene.Log.Read(_logged))
            {
                if (e.Sequence > (ulong)log.Length || log[e.Sequence - 1] != Scene.Text(e)) return false;
                _logged = e.Sequence;
            }

            return true;
        }

        private bool IsSame(Sender? there, Sender? here)
        {
            if (there is null || here is null) return there is null && here is null;
            if (_here.TryGetValue(there, out var known)) return known == here;
            if (!_taken.Add(here)) return false;
            _here.Add(there, here);
            return true;
        }
    }
}
