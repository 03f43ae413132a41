using System.Text;

namespace Replication.Recovery.Tests.Concurrency;

/// <summary>One operation that was carried out: what was presented, what was answered, and when it began and ended.</summary>
/// <param name="Op">The operation.</param>
/// <param name="Sender">The sender it was presented to; for a find, the one it answered.</param>
/// <param name="Session">The session presented.</param>
/// <param name="Answer">What it answered.</param>
/// <param name="Began">Before which moment it had not begun.</param>
/// <param name="Ended">After which moment it had ended.</param>
internal sealed record Call(Op Op, Sender? Sender, SessionId Session, string Answer, int Began, int Ended);

/// <summary>What several workers did to one scene at once.</summary>
internal sealed class History(Op[] prefix, Op[][] programs)
{
    private readonly List<Call>[] _calls = [.. programs.Select(_ => new List<Call>())];
    private int _clock;

    public Op[] Prefix => prefix;

    public int Workers => programs.Length;

    public List<Call> this[int worker] => _calls[worker];

    public int Count => _calls.Sum(calls => calls.Count);

    /// <summary>Whether two calls of different workers were under way at once.</summary>
    public bool Overlaps => _calls.Any(calls => calls.Any(call => _calls.Any(others => others != calls && others.Any(other => other.Began < call.Ended && call.Began < other.Ended))));

    /// <summary>Carries out one worker's program. What it presents is chosen from what was answered by then, to anybody.</summary>
    public void Work(Scene scene, int worker)
    {
        foreach (var op in programs[worker])
        {
            if (op.Kind == OpKind.Find || (op.NeedsSender && op.Pick % 4 == 0))
            {
                var (began, found) = (Tick(), scene.Find(op));
                _calls[worker].Add(new Call(op with { Kind = OpKind.Find }, found, default, found is null ? "none" : "found", began, Tick()));
                if (op.Kind == OpKind.Find) continue;
            }

            var sender = op.NeedsSender ? scene.Known(op) : null;
            if (op.NeedsSender && sender is null) continue;
            var session = scene.Session(op);
            var start = Tick();
            var answer = sender is null ? scene.Act(op) : scene.Act(sender, op, session);
            _calls[worker].Add(new Call(op, sender, session, answer, start, Tick()));
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine("before:").AppendJoin("\n", prefix).AppendLine();
        for (var worker = 0; worker < Workers; worker++)
        {
            text.AppendLine($"worker {worker}:");
            foreach (var call in _calls[worker]) text.AppendLine($"  [{call.Began}, {call.Ended}] {call.Op} session {call.Session} -> {call.Answer}");
        }

        return text.ToString();
    }

    private int Tick() => Interlocked.Increment(ref _clock);
}
