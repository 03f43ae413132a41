using Replication.Generator.Tests.Harness;

namespace Replication.Generator.Tests.Hygiene;

public sealed class UnsoundTests
{
    [Theory]
    [InlineData("an unknown state", "[On<Idle, Go, Nowhere>]", "CS0246")]
    [InlineData("an unknown trigger", "[On<Idle, Unknown, Idle>]", "CS0246")]
    [InlineData("a class as a state", "[On<string, Go, Idle>]", null)]
    [InlineData("a class as a next state", "[On<Idle, Go, string>]", "CS0453")]
    [InlineData("no body where data is needed", "[On<Busy, Go, Busy>]", null)]
    [InlineData("no body where rows branch", "[On<Busy, Go, Idle>] [On<Busy, Go, Busy>]", null)]
    [InlineData("a body that answers another state", "[On<Busy, Wrong, Busy>]", null)]
    [InlineData("a body that answers another reason", "[On<Busy, Strange, Idle>]", null)]
    [InlineData("a body that answers more than the rows say", "[On<Busy, Wide, Idle>]", null)]
    [InlineData("a row without types", "[On<,,>]", "CS7003")]
    public void A_row_that_is_not_sound_is_left_out_and_the_others_are_kept(string what, string row, string? error)
    {
        var compiled = Compiled.From($$"""
            using Replication;
            [StateMachine<System.DayOfWeek>(Fence.Owner)]
            [On<Idle, Begin, Busy>]
            {{row}}
            internal sealed partial class Work
            {
                internal readonly record struct Idle;
                internal readonly record struct Busy(int Percent);
                internal readonly record struct Begin;
                internal readonly record struct Go;
                internal readonly record struct Wrong;
                internal readonly record struct Strange;
                internal readonly record struct Wide;
                static Busy On(in Idle s, in Begin t) => new(0);
                static Idle On(in Busy s, in Wrong t) => default;
                static Next<Idle, System.DateTimeKind> On(in Busy s, in Strange t) => default;
                static Next<Idle, Busy, System.DayOfWeek> On(in Busy s, in Wide t) => default;
            }
            """);

        Assert.Null(compiled.Result.Results.Single().Exception);
        Assert.True(compiled.Text.Contains("TryBegin(", StringComparison.Ordinal), what);
        if (error is null) Assert.Empty(compiled.Problems);
        else Assert.All(compiled.Problems, problem => Assert.Equal(("File0.cs", error), (problem.Location.SourceTree?.FilePath, problem.Id)));
    }

    [Theory]
    [InlineData("no rows", "[StateMachine<System.DayOfWeek>(Fence.Owner)] sealed partial class M;")]
    [InlineData("an unknown set of reasons", "[StateMachine<Unknown>(Fence.Owner)] [On<A, T, A>] sealed partial class M;")]
    [InlineData("reasons that are no enum", "[StateMachine<A>(Fence.Owner)] [On<A, T, A>] sealed partial class M;")]
    [InlineData("an unknown initial state", "[StateMachine<System.DayOfWeek>(Fence.Owner, Initial = typeof(Unknown))] [On<A, T, A>] sealed partial class M;")]
    [InlineData("an unknown context", "[StateMachine<System.DayOfWeek>(Fence.Owner, Context = typeof(Unknown))] [On<A, T, A>] sealed partial class M;")]
    [InlineData("an unknown fence", "[StateMachine<System.DayOfWeek>(Fence.Sword)] [On<A, T, A>] sealed partial class M;")]
    [InlineData("a number that is no fence", "[StateMachine<System.DayOfWeek>((Fence)7)] [On<A, T, A>] sealed partial class M;")]
    [InlineData("a generic machine", "[StateMachine<System.DayOfWeek>(Fence.Owner)] [On<A, T, A>] sealed partial class M<X>;")]
    [InlineData("a machine in a generic type", "partial class G<X> { [StateMachine<System.DayOfWeek>(Fence.Owner)] [On<A, T, A>] internal sealed partial class M; }")]
    [InlineData("a static class", "[StateMachine<System.DayOfWeek>(Fence.Owner)] [On<A, T, A>] static partial class M;")]
    [InlineData("an abstract class", "[StateMachine<System.DayOfWeek>(Fence.Owner)] [On<A, T, A>] abstract partial class M;")]
    [InlineData("a private class", "class O { [StateMachine<System.DayOfWeek>(Fence.Owner)] [On<A, T, A>] private sealed partial class M; }")]
    [InlineData("a file-local class", "[StateMachine<System.DayOfWeek>(Fence.Owner)] [On<A, T, A>] file sealed partial class M;")]
    public void A_declaration_that_cannot_be_a_machine_generates_nothing(string what, string machine)
    {
        var compiled = Compiled.From("using Replication;\n" + machine + "\nreadonly record struct A; readonly record struct T;");

        Assert.Null(compiled.Result.Results.Single().Exception);
        Assert.True(compiled.Files.Count == 0, what);
    }

    [Theory]
    [InlineData("[On<Lost, Go, Idle>]")]
    [InlineData("[On<Lost, Go, Lost>(When = nameof(Holds))] [On<Lost, Go, Idle>]")]
    public void Data_of_a_state_that_nothing_leads_to_makes_the_compiler_say_nothing(string rows)
    {
        foreach (var fence in (string[])["Owner", "None", "Cas"])
        {
            var compiled = Compiled.From($$"""
                using Replication;
                [StateMachine<System.DayOfWeek>(Fence.{{fence}})]
                [On<Idle, Go, Idle>]
                {{rows}}
                internal sealed partial class Work
                {
                    internal readonly record struct Idle;
                    internal readonly record struct Lost(int Percent);
                    internal readonly record struct Go;
                    internal static bool Holds(in Lost s, in Go t) => s.Percent > 0;
                }
                """);

            Assert.Contains("_lost = default;", compiled.Text, StringComparison.Ordinal);
            Assert.Empty(compiled.Problems);
        }
    }

    [Fact]
    public void A_class_that_is_not_partial_is_named_by_the_compiler_where_it_stands()
    {
        var compiled = Compiled.From("""
            using Replication;
            [StateMachine<System.DayOfWeek>(Fence.Owner)]
            [On<A, T, A>]
            sealed class M;
            readonly record struct A;
            readonly record struct T;
            """);

        var problem = Assert.Single(compiled.Problems, p => p.Id == "CS0260");
        Assert.Equal("File0.cs", problem.Location.SourceTree?.FilePath);
    }
}
