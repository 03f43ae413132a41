using CsCheck;

namespace Replication.Gallery.Tests;

/// <summary>Whatever comes, in whatever order, through the dynamic door: a machine does what its table says, or says no and stays where it is.</summary>
public sealed class RandomWalkTests
{
    private static readonly Dictionary<string, Func<StateMachine>> _machines = new()
    {
        ["TcpConnection"] = () => TcpConnection.Start(new TcpSettings(4), out _),
        ["FollowerProgress"] = () => FollowerProgress.Start(new FollowerLimits(2), FollowerProgress.Probe.After(1), out _),
        ["DrbdConnection"] = () => DrbdConnection.Start(new DrbdSettings(1, 2, HasVerifyAlgorithm: true), out _),
        ["FailoverNode"] = () => FailoverNode.Start(out _),
    };

    public static TheoryData<string> Machines { get; } = [.. _machines.Keys];

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_random_walk_never_leaves_the_table(string name) => Gen.Select(Gen.Int[0, 99], Gen.Int[0, 4].Array[8]).Array[1, 60].Sample(
        steps =>
        {
            var machine = _machines[name]();
            foreach (var (choice, numbers) in steps) Step(machine, choice, numbers);
        },
        iter: 200);

    /// <summary>The walks above would prove little if they stayed where they began.</summary>
    [Theory]
    [MemberData(nameof(Machines))]
    public void Random_walks_reach_every_state(string name)
    {
        var random = new Random(1);
        var table = _machines[name]().Table;
        var left = table.States.Select((_, state) => (byte)state).Where(state => state != table.Initial).ToHashSet();
        for (var walk = 0; walk < 20_000 && left.Count > 0; walk++)
        {
            var machine = _machines[name]();
            for (var step = 0; step < 60 && left.Count > 0; step++)
            {
                if (Step(machine, random.Next(100), [.. Enumerable.Range(0, 8).Select(_ => random.Next(5))], onlyLegal: true) is { } state) left.Remove(state);
            }
        }

        Assert.Empty(left.Select(state => table.States[state]));
    }

    // The state it led to, where it was taken.
    private static byte? Step(StateMachine machine, int choice, int[] numbers, bool onlyLegal = false)
    {
        var table = machine.Table;
        var doors = machine.GetType().GetMethods()
            .Where(method => method.Name == "TryFire" && method.GetParameters()[0].ParameterType.IsByRef) // not those of the enum
            .ToList();
        if (onlyLegal) doors.RemoveAll(door => !table.LegalIn(State(machine)).Contains(door.GetParameters()[0].ParameterType.GetElementType()!.Name));
        var door = doors[choice % doors.Count];
        var trigger = door.GetParameters()[0].ParameterType.GetElementType()!;
        var before = State(machine);
        object?[] arguments = [Make(trigger, new Queue<int>(numbers)), null, null];

        var made = (bool)door.Invoke(machine, arguments)!;

        var legal = table.LegalIn(before).Contains(trigger.Name);
        var kind = (RejectionKind)arguments[2]!.GetType().GetProperty(nameof(Rejection<DayOfWeek>.Kind))!.GetValue(arguments[2])!;
        var step = (before, (byte)table.Triggers.Index().Single(t => t.Item == trigger.Name).Index, State(machine));
        if (made)
        {
            Assert.Contains(table.Rows, row => (row.State, row.Trigger, row.Next) == step);
            return step.Item3;
        }

        Assert.Equal(legal ? RejectionKind.Refused : RejectionKind.Illegal, kind);
        Assert.Equal(before, State(machine));
        return null;
    }

    private static byte State(StateMachine machine)
    {
        var now = machine.GetType().GetMethod("Now")!.Invoke(machine, null)!;
        var name = (string)now.GetType().GetProperty("State")!.GetValue(now)!;
        return (byte)machine.Table.States.Index().Single(state => state.Item == name).Index;
    }

    private static object Make(Type type, Queue<int> numbers) =>
        type == typeof(bool) ? numbers.Dequeue() % 2 == 0
        : type.IsEnum ? Enum.ToObject(type, numbers.Dequeue() % 4)
        : type.IsPrimitive ? Convert.ChangeType(numbers.Dequeue(), type, null)
        : type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length) is { } constructor
            ? constructor.Invoke([.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, numbers))])
            : Activator.CreateInstance(type)!;
}
