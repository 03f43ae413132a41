using Stateless.Reflection;

namespace Replication.Interop;

/// <summary>Reads what a Stateless machine tells of itself as rows.</summary>
internal sealed class StatelessRows
{
    private readonly List<StatelessRow> _rows = [];
    private readonly List<(string State, string Trigger)> _open = [];
    private readonly Dictionary<string, string?> _superstates = new(StringComparer.Ordinal);

    private StatelessRows(StateMachineInfo machine)
    {
        Initial = machine.InitialState is null ? null : Name(machine.InitialState);
        var states = machine.States.ToList();
        foreach (var state in states) _superstates[Name(state)] = state.Superstate is null ? null : Name(state.Superstate);

        // A state that only a dynamic transition names is not among the states.
        foreach (var target in states.SelectMany(state => state.DynamicTransitions).SelectMany(Targets)) _superstates.TryAdd(target, null);
        foreach (var state in states) Read(state);
    }

    /// <summary>The state the machine was in when it was asked.</summary>
    public string? Initial { get; }

    /// <summary>The states, in order of configuration.</summary>
    public IReadOnlyCollection<string> States => _superstates.Keys;

    /// <summary>The transitions.</summary>
    public IReadOnlyList<StatelessRow> Rows => _rows;

    /// <summary>Triggers that choose at run time among states that were not named.</summary>
    public IReadOnlyList<(string State, string Trigger)> Open => _open;

    public static StatelessRows Read(StateMachineInfo machine) => new(machine);

    /// <summary>The superstates of a state, the nearest first.</summary>
    public IEnumerable<string> Above(string state)
    {
        for (var above = _superstates[state]; above is not null; above = _superstates[above]) yield return above;
    }

    private static string Name(StateInfo state) => state.UnderlyingState?.ToString() ?? "";

    private static string Name(TransitionInfo transition) => transition.Trigger.UnderlyingTrigger?.ToString() ?? "";

    private static IEnumerable<string> Targets(DynamicTransitionInfo transition) =>
        (transition.PossibleDestinationStates ?? []).Select(target => target.DestinationState);

    private void Read(StateInfo state)
    {
        var name = Name(state);
        var handled = new HashSet<string>(StringComparer.Ordinal);
        for (var declaring = state; declaring is not null; declaring = declaring.Superstate)
        {
            // What a state handles itself it does not hand on to its superstate.
            var declared = Own(name, declaring).Where(row => !handled.Contains(row.Trigger)).ToList();
            var open = declaring.DynamicTransitions.Where(dynamic => !Targets(dynamic).Any()).Select(Name).Where(t => !handled.Contains(t)).ToList();
            _rows.AddRange(declared);
            _open.AddRange(open.Select(trigger => (name, trigger)));
            handled.UnionWith(declared.Select(row => row.Trigger).Concat(open));
        }
    }

    private static IEnumerable<StatelessRow> Own(string state, StateInfo declaring)
    {
        var own = Name(declaring);
        foreach (var transition in declaring.FixedTransitions)
        {
            var (trigger, next) = (Name(transition), Name(transition.DestinationState));
            var kind = !transition.IsInternalTransition && next == own ? "re-entry in Stateless: its exit and entry actions ran" : null;
            yield return new(state, trigger, transition.IsInternalTransition ? state : next, own, Join(kind, Guards(transition)));
        }

        foreach (var transition in declaring.DynamicTransitions)
        {
            foreach (var target in Targets(transition)) yield return new(state, Name(transition), target, own, Guards(transition));
        }

        foreach (var transition in declaring.IgnoredTriggers)
        {
            yield return new(state, Name(transition), state, own, Join("ignored in Stateless", Guards(transition)));
        }
    }

    // An action without a guard is told as one with a guard without a name.
    private static string? Guards(TransitionInfo transition)
    {
        var guards = transition.GuardConditionsMethodDescriptions.Select(guard => guard.Description).ToList();
        var named = guards.Where(guard => guard != InvocationInfo.DefaultFunctionDescription).ToList();
        return named.Count > 0 ? "guarded in Stateless by " + string.Join(", ", named)
            : guards.Count > 0 && !transition.IsInternalTransition ? "guarded in Stateless"
            : null;
    }

    private static string? Join(string? first, string? second) => first is null ? second : second is null ? first : $"{first}; {second}";
}
