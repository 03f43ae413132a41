using Replication.Generator.Tests.Harness;

namespace Replication.Generator.Tests.Hygiene;

public sealed class PlaceTests
{
    [Fact]
    public void Generated_code_compiles_without_warnings_and_all_of_it_is_documented() => Assert.Empty(Compiled.From(Sources.Door).Problems);

    [Theory]
    [InlineData("None")]
    [InlineData("Cas")]
    public void Generated_code_compiles_without_warnings_and_is_documented_in_every_fence_mode(string fence) =>
        Assert.Empty(Compiled.From(Sources.DoorOf(fence)).Problems);

    [Theory]
    [InlineData("", "internal readonly record struct Trigger;")] // The author's own trigger,
    [InlineData("", "internal int Trigger() => 0;")] // a member of his,
    [InlineData("internal enum Trigger { Pulled }", "internal Trigger Last => Trigger.Pulled;")] // or a type further out that his half means.
    public void The_enum_of_triggers_makes_way_for_what_the_author_calls_so(string outside, string inside)
    {
        var compiled = Compiled.From($$"""
            using Replication;
            namespace Guns;
            {{outside}}
            [StateMachine<System.DayOfWeek>(Fence.None)]
            [On<Loaded, Fire, Empty>]
            [On<Empty, Load, Loaded>]
            internal sealed partial class Gun
            {
                internal readonly record struct Loaded;
                internal readonly record struct Empty;
                internal readonly record struct Fire;
                internal readonly record struct Load;
                {{inside}}
            }

            internal static class Use
            {
                internal static bool Of(Gun gun) => gun.TryFire(Gun.BareTrigger.Load) || gun.TryFire(Gun.BareTrigger.Fire, out _);
            }
            """);

        Assert.Empty(compiled.Problems);
    }

    [Theory]
    [InlineData("Owner")]
    [InlineData("None")]
    [InlineData("Cas")]
    public void Triggers_may_be_called_what_a_fence_does(string fence)
    {
        var compiled = Compiled.From($$"""
            using Replication;
            [StateMachine<System.DayOfWeek>(Fence.{{fence}})]
            [On<Stamp, Publish, Stamp>]
            [On<Stamp, Take, Fenced>]
            [On<Stamp, Mint, Stored>]
            [On<Fenced, Holds, Illegal>]
            internal sealed partial class Press
            {
                internal readonly record struct Stamp(int Value);
                internal readonly record struct Fenced;
                internal readonly record struct Stored;
                internal readonly record struct Illegal;
                internal readonly record struct Publish(int Stamp, int Machine, int State, int Trigger);
                internal readonly record struct Take;
                internal readonly record struct Mint;
                internal readonly record struct Holds;
                static Stamp On(in Stamp s, in Publish t) => new(t.Stamp);
            }
            """);

        Assert.Empty(compiled.Problems);
    }

    [Theory]
    [InlineData("@", "Lamp.g.cs")]
    [InlineData("namespace One.Two; @", "One.Two.Lamp.g.cs")]
    [InlineData("namespace One { namespace Two { @ } }", "One.Two.Lamp.g.cs")]
    [InlineData("namespace @class.@if; @", "class.if.Lamp.g.cs")]
    [InlineData("static partial class Outer { @ }", "Outer.Lamp.g.cs")]
    [InlineData("partial struct Outer { internal partial interface IInner { @ } }", "Outer.IInner.Lamp.g.cs")]
    [InlineData("internal partial record Outer { internal partial record struct @record { @ } }", "Outer.record.Lamp.g.cs")]
    public void A_machine_may_stand_anywhere_a_class_may(string place, string hint)
    {
        var compiled = Compiled.From(Put(Sources.Lamp, place));

        Assert.Empty(compiled.Problems);
        Assert.Equal(hint, compiled.Machine.HintName);
        Assert.Equal(hint.Replace(".g.cs", ".Graph.g.cs", StringComparison.Ordinal), compiled.Graph.HintName);
    }

    [Fact]
    public void Machines_of_one_name_in_different_containers_have_transitions_of_different_names()
    {
        var compiled = Compiled.From(Put(Sources.Lamp, "namespace N; partial class Hall { @ } "), Put(Sources.Lamp, "namespace N; partial class Yard { @ }"));

        Assert.Empty(compiled.Problems);
        Assert.Equal(4, compiled.Files.Count);
    }

    [Fact]
    public void Names_that_the_joint_of_containers_makes_equal_are_told_apart()
    {
        var compiled = Compiled.From(
            Put(Sources.Lamp, "namespace N; partial class A_B { @ } "),
            Put(Sources.Lamp.Replace("class Lamp", "class B_Lamp", StringComparison.Ordinal), "namespace N; partial class A { @ }"));

        Assert.Empty(compiled.Problems);
        Assert.Equal(4, compiled.Files.Count);
    }

    [Fact]
    public void Hint_names_that_differ_in_case_only_are_told_apart()
    {
        var compiled = Compiled.From(Sources.Lamp, Sources.Lamp.Replace("class Lamp", "class LAMP", StringComparison.Ordinal));

        Assert.Empty(compiled.Problems);
        Assert.Equal(4, compiled.Files.Select(file => file.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Keywords_may_name_machine_states_triggers_and_their_data()
    {
        var compiled = Compiled.From("""
            using Replication;
            namespace N;
            [StateMachine<System.DayOfWeek>(Fence.Owner)]
            [On<@new, @do, @return>]
            [On<@return, @record, @new>]
            [On<@return, @record, @return>]
            internal sealed partial class @class
            {
                internal readonly record struct @new;
                internal readonly record struct @return(int @out);
                internal readonly record struct @do(int @in, int @event, int from);
                internal readonly record struct @record(int with);
                static @return On(in @new s, in @do t) => new(t.@in);
                static Next<@new, @return, System.DayOfWeek> On(in @return s, in @record t) => s;
            }
            internal static class Caller
            {
                internal static void Call(At<@class.@new> at, in OwnerStep step) =>
                    at.@do(in step, @in: 1, @event: 2, from: 3).Tryrecord(in step, with: 4, out _, out _);
            }
            """);

        Assert.Empty(compiled.Problems);
    }

    [Fact]
    public void States_named_as_members_of_the_generated_unions_and_data_named_as_generated_parameters_find_other_names()
    {
        var compiled = Compiled.From("""
            using Replication;
            [StateMachine<System.DayOfWeek>(Fence.Owner)]
            [On<State, Read, Match>]
            [On<Match, IsCurrent, State>]
            [On<Match, Read, Match>]
            [On<State, Step, Context>]
            internal sealed partial class Odd
            {
                internal readonly record struct State(int Value);
                internal readonly record struct Match;
                internal readonly record struct Context;
                internal readonly record struct Read;
                internal readonly record struct IsCurrent;
                internal readonly record struct Step(int At, int step, int Why, int Next, int StepValue);
                static Next<State, System.DayOfWeek> On(in Match s, in IsCurrent t) => new State(1);
                static Context On(in State s, in Step t) => default;
            }
            """);

        Assert.Empty(compiled.Problems);
    }

    [Fact]
    public void A_type_of_the_machine_that_is_named_as_a_generated_member_keeps_its_name()
    {
        var compiled = Compiled.From("""
            using Replication;
            [StateMachine<System.DayOfWeek>(Fence.Owner)]
            [On<Current, Start, Definition>]
            [On<Definition, Now, Current>]
            internal sealed partial class Odd
            {
                internal readonly record struct Current;
                internal readonly record struct Definition(int Value);
                internal readonly record struct Start(int Value);
                internal readonly record struct Now;
                static Definition On(in Current s, in Start t) => new(t.Value);
            }
            internal static class Caller
            {
                internal static At<Odd.Definition> Call(in OwnerStep step)
                {
                    _ = Odd.StartMachine(in step, out At<Odd.Current> at).MachineNow(in step).State;
                    return at.Start(in step, 1);
                }
            }
            """);

        Assert.Empty(compiled.Problems);
    }

    [Fact]
    public void Types_from_outside_are_told_apart_where_their_simple_names_are_equal()
    {
        var compiled = Compiled.From("""
            using Replication;
            [StateMachine<System.DayOfWeek>(Fence.Owner)]
            [On<One.Open, One.Go, Two.Open>]
            [On<Two.Open, Two.Go, One.Open>]
            [On<One.Open, Tagged<int>, Two.Open>]
            internal sealed partial class Pair
            {
                static One.Open On(in Two.Open s, in Two.Go t) => new(t.Text);
            }
            internal static class One { internal readonly record struct Open(string? Text); internal readonly record struct Go; }
            internal static class Two { internal readonly record struct Open; internal readonly record struct Go(string? Text); }
            internal readonly record struct Tagged<T>(T Value);
            """);

        Assert.Empty(compiled.Problems);
    }

    [Fact]
    public void A_public_machine_with_an_internal_state_generates_nothing_public()
    {
        var compiled = Compiled.From("""
            using Replication;
            /// <summary>A machine.</summary>
            [StateMachine<System.DayOfWeek>(Fence.Owner)]
            [On<Idle, Go, Idle>]
            public sealed partial class Half
            {
                internal readonly record struct Idle;
                /// <summary>Goes.</summary>
                public readonly record struct Go;
            }
            """);

        Assert.Empty(compiled.Problems);
        Assert.Contains("internal static class HalfTransitions", compiled.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trigger_that_positional_parameters_do_not_describe_is_handed_over_whole()
    {
        var compiled = Compiled.From("""
            using Replication;
            [StateMachine<System.DayOfWeek>(Fence.Owner)]
            [On<Idle, Plain, Idle>]
            [On<Idle, Required, Idle>]
            [On<Idle, More, Idle>]
            internal sealed partial class Whole
            {
                internal readonly record struct Idle;
                internal readonly struct Plain { public int Value { get; init; } }
                internal readonly record struct Required { public required int Value { get; init; } }
                internal readonly record struct More(int First) { public int Second { get; init; } }
            }
            internal static class Caller
            {
                internal static void Call(At<Whole.Idle> at, in OwnerStep step)
                {
                    at.Plain(in step, new Whole.Plain { Value = 1 });
                    at.Required(in step, new Whole.Required { Value = 1 });
                    at.More(in step, new Whole.More(1) { Second = 2 });
                }
            }
            """);

        Assert.Empty(compiled.Problems);
    }

    [Fact]
    public void A_machine_may_start_with_data_in_a_state_that_is_not_the_first()
    {
        var compiled = Compiled.From("""
            using Replication;
            [StateMachine<System.DayOfWeek>(Fence.Owner, Initial = typeof(Full))]
            [On<Empty, Fill, Full>]
            [On<Full, Drain, Empty>]
            internal sealed partial class Tank
            {
                internal readonly record struct Empty;
                internal readonly record struct Full(int Litres);
                internal readonly record struct Fill(int Litres);
                internal readonly record struct Drain;
                static Full On(in Empty s, in Fill t) => new(t.Litres);
            }
            internal static class Caller
            {
                internal static At<Tank.Empty> Call(in OwnerStep step)
                {
                    Tank.Start(in step, new Tank.Full(3), out At<Tank.Full> full);
                    return full.Drain(in step);
                }
            }
            """);

        Assert.Empty(compiled.Problems);
    }

    private static string Put(string machine, string place)
    {
        var at = place.LastIndexOf("@ ", StringComparison.Ordinal);
        if (at < 0) at = place.Length - 1;
        return place[..at] + machine + place[(at + 1)..];
    }
}
