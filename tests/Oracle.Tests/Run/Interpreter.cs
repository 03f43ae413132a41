using System.Globalization;
using Replication.Oracle.Tests.Drive;
using Replication.Oracle.Tests.Print;
using Replication.Oracle.Tests.Tables;

namespace Replication.Oracle.Tests.Run;

/// <summary>One machine as its table is meant: state, data and answers, without a line of what is generated.</summary>
internal sealed class Interpreter
{
    private readonly TableSpec _spec;
    private readonly Meaning _meaning;
    private readonly int _context;
    private StateData _data;

    public Interpreter(TableSpec spec, Meaning meaning, int context, int data)
    {
        _spec = spec;
        _meaning = meaning;
        _context = spec.HasContext ? context : 0;
        State = spec.InitialState;
        _data = spec.States[State] switch
        {
            DataKind.None => default,
            DataKind.Number => new(data, 0, null),
            DataKind.Pair => new(data, 1, null),
            _ => new(data, 0, "a"),
        };
    }

    public int State { get; private set; }

    /// <summary>How many transitions were made.</summary>
    public ulong Count { get; private set; }

    public string Where => _spec.States[State] switch
    {
        DataKind.None => Spelling.State(State),
        DataKind.Number => $"{Spelling.State(State)} {Text(_data.D)}",
        DataKind.Pair => $"{Spelling.State(State)} {Text(_data.D)} {Text(_data.E)}",
        _ => $"{Spelling.State(State)} {Text(_data.D)} {_data.N}",
    };

    /// <summary>The ID of the session.</summary>
    public int Session => _context + 1;

    /// <summary>What the hooks hear of the transition that was made last.</summary>
    public IReadOnlyList<string> Heard { get; private set; } = [];

    public IEnumerable<string> Legal => _meaning.Legal(State).Select(Spelling.Trigger);

    private long Value => _spec.States[State] switch
    {
        DataKind.None => 0,
        DataKind.Number => _data.D,
        DataKind.Pair => _data.D + _data.E,
        _ => _data.D + _data.N!.Length,
    };

    /// <summary>What a trigger would do. Changes nothing.</summary>
    public Decision Ask(int trigger, int payload)
    {
        if (_meaning.Cell(State, trigger) is not { } cell)
        {
            return Not(AnswerKind.Illegal, "R0", Spelling.Trigger(trigger), Spelling.State(State), trigger);
        }

        var presented = _spec.Triggers[trigger] switch
        {
            DataKind.None => 0,
            DataKind.Number => payload,
            DataKind.Pair => payload + (payload % 2 == 0 ? 1 : 2),
            _ => payload + 3,
        };
        if (cell.Choices.Length == 0) return Decide(cell, trigger, presented, chosen: null);
        foreach (var choice in cell.Choices)
        {
            var holds = choice.Guard is null || Mix(choice.Seed, Value, presented, choice.TakesContext ? _context : 0) % 3 != 0;
            if (holds) return Decide(cell, trigger, presented, choice.Next);
        }

        var guards = string.Join(" or ", cell.Choices.Select(choice => choice.Guard));
        return Not(AnswerKind.Guarded, "R0", Spelling.Trigger(trigger), guards, trigger);
    }

    // The next state is a guard's choice, or the body's.
    private Decision Decide(CellSpec cell, int trigger, int presented, int? chosen)
    {
        var body = cell.Body;
        if (chosen is { } target && !cell.IsMadeByBody(target))
        {
            return new(AnswerKind.Made, target, target == State ? _data : default, Spelling.State(target));
        }

        var bits = Mix(body.Seed, Value, presented, body.TakesContext ? _context : 0);
        if (body.Kind != BodyKind.None)
        {
            if (bits % 100 < body.Refuses)
            {
                var (left, right) = (body.Seed % 3) switch
                {
                    0 => (Text(presented), Text(Value)),
                    1 => ("nothing", "too late"),
                    _ => ("asked", "given"),
                };
                return Not(AnswerKind.Refused, "R" + Text(bits % 3), left, right, trigger);
            }

            if (bits % 100 >= 100 - body.Throws) return new(AnswerKind.Thrown, 0, default, Text(bits));
        }

        var next = chosen ?? body.Targets[(int)((bits >> 8) % (uint)body.Targets.Length)];
        var number = (int)((bits >> 12) & 7);
        StateData data = _spec.States[next] switch
        {
            DataKind.None => default,
            DataKind.Number => new(number, 0, null),
            DataKind.Pair => new(number, Value + (bits & 15), null),
            _ => new(number, 0, bits % 2 == 0 ? "a" : "bcd"),
        };
        return new(AnswerKind.Made, next, data, Spelling.State(next));
    }

    /// <summary>What a used-up value is told.</summary>
    /// <param name="state">The state it was minted in.</param>
    /// <param name="trigger">The trigger asked for.</param>
    public Answer Fenced(int state, int trigger) => Not(AnswerKind.Fenced, "R0", Spelling.State(state), Spelling.State(State), trigger).Answer;

    /// <summary>What is told to who presents the ID of another session.</summary>
    public Answer OtherSession(int presented) => new(
        AnswerKind.OtherSession, Answer.Rejected("R0", Text(presented), Text(Session), Spelling.State(State), trigger: "", Legal));

    /// <summary>Does what was decided.</summary>
    public void Commit(in Decision decision)
    {
        Heard = [];
        if (decision.Kind != AnswerKind.Made) return;
        var (left, before) = (State, Value);
        (State, _data) = (decision.Next, decision.Data);
        Count++;

        // Who stays where it is neither leaves nor enters.
        if (left == State) return;
        var count = Count.ToString(CultureInfo.InvariantCulture);
        Heard =
        [
            .. _spec.Hears(entry: false, left) ? [$"-{Spelling.State(left)} {Text(before)} @{count}"] : Array.Empty<string>(),
            .. _spec.Hears(entry: true, State) ? [$"+{Spelling.State(State)} {Text(Value)} @{count}"] : Array.Empty<string>(),
        ];
    }

    /// <summary>Forgets what the hooks have heard.</summary>
    public void Forget() => Heard = [];

    private Decision Not(AnswerKind kind, string code, string presented, string stands, int trigger) =>
        new(kind, 0, default, Answer.Rejected(code, presented, stands, Spelling.State(State), Spelling.Trigger(trigger), Legal));

    // The same arithmetic as in the printed bodies, on purpose written a second time.
    private static uint Mix(uint seed, long state, long trigger, long context)
    {
        unchecked
        {
            var h = (seed ^ (uint)state) * 16777619u;
            h = (h ^ (h >> 13) ^ (uint)trigger) * 16777619u;
            h = (h ^ (h >> 13) ^ (uint)context) * 16777619u;
            return h ^ (h >> 15);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
