using Replication.Interop;
using Replication.Oracle.Tests.Drive;
using Replication.Oracle.Tests.Print;
using Replication.Oracle.Tests.Tables;
using Stateless;

namespace Replication.Oracle.Tests.Run;

/// <summary>
/// Takes one walk through four of the same: the typed door of one instance, the dynamic door of another, Stateless configured from the table that was
/// generated, and the interpreter. After every step all have to say the same.
/// </summary>
internal sealed class Walk
{
    private readonly TableSpec _spec;
    private readonly Meaning _meaning;
    private readonly IDriver _driver;
    private readonly Tally _tally;

    // The state and the count each held value was minted at.
    private readonly (int State, ulong Count)?[] _held = new (int, ulong)?[4];
    private readonly int[] _triggers;
    private readonly List<string> _heard = [];
    private Interpreter _model;
    private StateMachine<string, string> _stateless;
    private Decision _decision;
    private int _restarts;

    public Walk(TableSpec spec, IDriver driver, Tally tally)
    {
        _spec = spec;
        _meaning = new Meaning(spec);
        _driver = driver;
        _tally = tally;
        _triggers = [.. spec.Rows.Select(row => row.Trigger).Distinct()];
        (_model, _stateless) = Restart();
    }

    /// <summary>What was done, to be read by a person.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The steps that were taken, with the triggers that they chose: they mean the same to a table that lacks some rows.</summary>
    public List<Step> Taken { get; } = [];

    /// <summary>The rows that were asked for, by state and trigger.</summary>
    public HashSet<(int State, int Trigger)> Visited { get; } = [];

    /// <summary>Takes the steps, and throws where two differ.</summary>
    public void Take(IEnumerable<Step> steps)
    {
        CheckIllegal();
        CheckPlace(false);
        foreach (var step in steps)
        {
            _tally.Steps++;
            Taken.Add(step);
            _model.Forget();
            Take(step);
            CheckPlace(step.Match);
            CheckHeld(step.Slot);
            CheckHeld(0);
        }
    }

    private void Take(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Restart:
                (_model, _stateless) = Restart();
                break;
            case StepKind.Keep:
                Log.Add($"keep {step.Slot}");
                _driver.Keep(step.Slot);
                _held[step.Slot] = _held[0];
                break;
            case StepKind.Move when _spec.IsMovable:
                Move(step.Match);
                break;
            case StepKind.Enter when _spec.HasSession:
                Enter(step);
                break;
            case StepKind.Refresh or StepKind.Move or StepKind.Enter:
                Refresh(step.Match);
                break;
            case StepKind.FireBehind:
                FireBehind(step);
                break;
            case StepKind.FireKept when _held[step.Slot] is not null:
                FireTyped(step, step.Slot);
                break;
            default:
                // Whoever has nowhere to go begins again, or the rest of the walk would be about one state.
                if (_model.Legal.Any() || !step.Legal)
                {
                    FireTyped(step, 0);
                    break;
                }

                Taken[^1] = step with { Kind = StepKind.Restart };
                (_model, _stateless) = Restart();
                break;
        }
    }

    private (Interpreter Model, StateMachine<string, string> Stateless) Restart()
    {
        var number = _restarts++ % 8;
        Log.Add($"start {number}");
        _driver.Start(number, number);
        Array.Clear(_held);
        _held[0] = (_spec.InitialState, 0);
        var stateless = _driver.Table.ToStateless(Spelling.State(_spec.InitialState), new StatelessBodies { Body = Decide });
        foreach (var state in _spec.Used.Where(state => _spec.Hears(entry: false, state)))
        {
            stateless.Configure(Spelling.State(state)).OnExit(move => Hear($"-{move.Source}", move));
        }

        foreach (var state in _spec.Used.Where(state => _spec.Hears(entry: true, state)))
        {
            stateless.Configure(Spelling.State(state)).OnEntry(move => Hear($"+{move.Destination}", move));
        }

        return (new Interpreter(_spec, _meaning, number, number), stateless);
    }

    // A cell that may lead elsewhere and stays is a re-entry to Stateless; here nothing was left.
    private void Hear(string what, StateMachine<string, string>.Transition move)
    {
        if (!move.IsReentry) _heard.Add(what);
    }

    private void Move(bool match)
    {
        Log.Add("move");
        var saved = _driver.Move(second: false, match);
        Same("what the second instance is saved as", saved, _driver.Move(second: true, match));
        Array.Clear(_held);
        _held[0] = (_model.State, _model.Count);
        _tally.Count("moved", AnswerKind.Made);
    }

    private void Enter(Step step)
    {
        // A default ID identifies nothing; most present the right one.
        var presented = step.Payload switch
        {
            0 or 1 => 0,
            2 or 3 => _model.Session + step.Payload,
            _ => _model.Session,
        };
        var expected = presented == _model.Session ? new Answer(AnswerKind.Made, Spelling.State(_model.State)) : _model.OtherSession(presented);
        Log.Add($"enter with {presented}: {expected}");
        Same("session door of the first instance", expected, _driver.Enter(second: false, presented, step.Match));
        Same("session door of the second instance", expected, _driver.Enter(second: true, presented, step.Match));
        _tally.Count("session", expected.Kind);
        if (expected.Kind == AnswerKind.Made) _held[0] = (_model.State, _model.Count);
    }

    private void Refresh(bool match)
    {
        Log.Add("refresh");
        _driver.Refresh(match);
        _held[0] = (_model.State, _model.Count);
    }

    private int Trigger(Step step, int state)
    {
        var legal = _meaning.Legal(state);
        var trigger = step.Legal && legal.Count > 0 ? legal[step.Trigger % legal.Count]
            : _triggers.Contains(step.Trigger) ? step.Trigger
            : _triggers[step.Trigger % _triggers.Length];
        Taken[^1] = step with { Legal = false, Trigger = trigger };
        Visited.Add((state, trigger));
        return trigger;
    }

    private void FireTyped(Step step, int slot)
    {
        var (state, count) = _held[slot]!.Value;
        var trigger = Trigger(step, state);
        var cell = _meaning.Cell(state, trigger);
        var isStale = count != _model.Count;
        var plain = step.Plain && cell is not null && !cell.CanRefuse;
        var decision = _model.Ask(trigger, step.Payload);
        var expected = cell is null ? new Answer(AnswerKind.NoCall, "")
            : isStale ? plain ? new Answer(AnswerKind.Fenced, "plain") : _model.Fenced(state, trigger)
            : decision.Answer;
        var how = (isStale ? ", stale" : "") + (plain ? ", plain" : "");
        Log.Add($"slot {slot}{how}: {Spelling.State(state)} on {Spelling.Trigger(trigger)}({step.Payload}): {expected}");
        Same("typed door", expected, Ask(() => _driver.Typed(slot, trigger, step.Payload, step.Plain, step.Match)));
        _tally.Count("typed", expected.Kind);
        if (isStale)
        {
            // Nobody moved. A holder of a stale value has to ask for a fresh one.
            if (slot == 0) Refresh(step.Match);
            return;
        }

        FireTwins(step, trigger, decision);
        _model.Commit(decision);
        if (decision.Kind == AnswerKind.Made) _held[slot] = (_model.State, _model.Count);
    }

    private void FireBehind(Step step)
    {
        var trigger = Trigger(step, _model.State);
        var decision = _model.Ask(trigger, step.Payload);
        Log.Add($"behind: {Spelling.Trigger(trigger)}({step.Payload}): {decision.Answer}");
        FireDynamic(second: false, step, trigger, decision);
        FireTwins(step, trigger, decision);
        _model.Commit(decision);
    }

    private void FireDynamic(bool second, Step step, int trigger, Decision decision)
    {
        var form = _spec.IsMovable && step.Plain ? 3 : _spec.Triggers[trigger] == DataKind.None ? step.Slot - 1 : 0;
        var expected = form != 2 || decision.Kind == AnswerKind.Thrown ? decision.Answer
            : new Answer(decision.Kind == AnswerKind.Made ? AnswerKind.Made : AnswerKind.NotMade, "quick");
        Same(
            $"dynamic door of the {(second ? "second" : "first")} instance, form {form}",
            expected,
            Ask(() => _driver.Fire(second, trigger, step.Payload, form)));
        _tally.Count("dynamic", expected.Kind);
    }

    private void FireTwins(Step step, int trigger, Decision decision)
    {
        FireDynamic(second: true, step, trigger, decision);
        _decision = decision;
        var payload = step.Payload;
        var name = Spelling.Trigger(trigger);
        Same("whether Stateless permits it", decision.Kind != AnswerKind.Illegal, _stateless.CanFire(name, payload));
        try
        {
            var made = _stateless.TryFire(name, payload, out var refusal);
            Same("Stateless", decision.Kind == AnswerKind.Made, made);
            Same("refusal by Stateless", decision.Kind is AnswerKind.Refused or AnswerKind.Guarded ? decision.Text : null, refusal);
        }
        catch (BodyException fault)
        {
            Same("thrown through Stateless", decision.Answer, Thrown(fault));
        }
    }

    private StatelessAnswer Decide(StatelessCell cell, object? payload)
    {
        Same("the cell that Stateless asks about", Spelling.State(_model.State), cell.State);
        return _decision.Kind switch
        {
            AnswerKind.Made => StatelessAnswer.To(Spelling.State(_decision.Next)),
            AnswerKind.Refused or AnswerKind.Guarded => StatelessAnswer.Refuse(_decision.Text),
            _ => throw new BodyException(uint.Parse(_decision.Text, System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private void CheckIllegal()
    {
        var seen = _driver.Table.Illegal.Select(cell => $"{_driver.Table.States[cell.State]} on {_driver.Table.Triggers[cell.Trigger]}");
        var expected = _meaning.Illegal.Distinct().Select(cell => $"{Spelling.State(cell.State)} on {Spelling.Trigger(cell.Trigger)}");
        Same("what is declared illegal", string.Join(", ", expected.Order(StringComparer.Ordinal)), string.Join(", ", seen.Order(StringComparer.Ordinal)));
    }

    private void CheckPlace(bool match)
    {
        var heard = string.Join(", ", _model.Heard);
        Same("what the first instance's hooks heard", heard, _driver.Heard(second: false));
        Same("what the second instance's hooks heard", heard, _driver.Heard(second: true));
        Same("what Stateless's actions heard", string.Join(", ", _model.Heard.Select(each => each.Split(' ')[0])), string.Join(", ", _heard));
        _heard.Clear();
        Same("where the first instance is", _model.Where, match ? _driver.WhereByMatch(second: false) : _driver.Where(second: false));
        Same("where the second instance is", _model.Where, match ? _driver.WhereByMatch(second: true) : _driver.Where(second: true));
        Same("transitions of the first instance", _model.Count, _driver.Transitions(second: false));
        Same("transitions of the second instance", _model.Count, _driver.Transitions(second: true));
        Same("where Stateless is", Spelling.State(_model.State), _stateless.State);

        var index = _driver.Table.States.Index().Single(state => state.Item == _stateless.State).Index;
        var legal = string.Join(" ", _model.Legal);
        Same("what the table says is legal", legal, string.Join(" ", _driver.Table.LegalIn(index)));
        Same("what Stateless permits", legal, string.Join(" ", Permitted()));
    }

    // Nothing here is asynchronous: the task is complete.
    private IEnumerable<string> Permitted() => _stateless.GetPermittedTriggersAsync().GetAwaiter().GetResult();

    private void CheckHeld(int slot)
    {
        if (_held[slot] is not var (_, count)) return;
        var where = count == _model.Count ? _model.Where : null;
        Same($"whether slot {slot} is current", where is not null, _driver.IsCurrent(slot));
        Same($"what slot {slot} reads", where, _driver.TryRead(slot));
        string? read;
        try
        {
            read = _driver.Read(slot);
        }
        catch (StaleStateException)
        {
            read = null;
        }

        Same($"what slot {slot} reads or throws", where, read);
    }

    private static Answer Ask(Func<Answer> call)
    {
        try
        {
            return call();
        }
        catch (BodyException fault)
        {
            return Thrown(fault);
        }
        catch (StaleStateException)
        {
            return new Answer(AnswerKind.Fenced, "plain");
        }
    }

    private static Answer Thrown(BodyException fault) =>
        new(AnswerKind.Thrown, fault.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static void Same<T>(string what, T expected, T seen)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, seen)) throw new Difference($"{what}: {seen}, and should be: {expected}");
    }
}
