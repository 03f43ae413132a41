using Replication.Generator.Tests.Harness;

namespace Replication.Generator.Tests.Hygiene;

/// <summary>Which classes are looked at is decided by names, before anything is bound: no way to write the attribute may be missed.</summary>
public sealed class AttributeNameTests
{
    [Theory]
    [InlineData("using Replication;", "StateMachine<System.DayOfWeek>")]
    [InlineData("using Replication;", "StateMachineAttribute<System.DayOfWeek>")]
    [InlineData("using Replication;", "type: StateMachine<System.DayOfWeek>")]
    [InlineData("using Replication;", @"State\u004Dachine<System.DayOfWeek>")]
    [InlineData("", "Replication.StateMachine<System.DayOfWeek>")]
    [InlineData("", "global::Replication.StateMachineAttribute<System.DayOfWeek>")]
    [InlineData("using R = Replication;", "R.StateMachine<System.DayOfWeek>")]
    [InlineData("using R = Replication;", "R::StateMachine<System.DayOfWeek>")]
    [InlineData("using SM = Replication.StateMachineAttribute<System.DayOfWeek>;", "SM")]
    [InlineData("using SMAttribute = Replication.StateMachineAttribute<System.DayOfWeek>;", "SM")]
    [InlineData("using SMAttribute = Replication.StateMachineAttribute<System.DayOfWeek>;", "SMAttribute")]
    public void A_machine_is_found_however_its_attribute_is_written(string use, string attribute) => Find(use + Machine(attribute));

    [Theory]
    [InlineData("SM", "SM")]
    [InlineData("SMAttribute", "SM")]
    [InlineData("@event", "@event")]
    public void A_machine_is_found_by_an_alias_of_another_file(string alias, string attribute) =>
        Find(Machine(attribute), $"global using {alias} = Replication.StateMachineAttribute<System.DayOfWeek>;");

    [Fact]
    public void A_machine_is_found_by_an_alias_of_an_alias() => Find($$"""
        using Far = Replication.StateMachineAttribute<System.DayOfWeek>;
        namespace Samples
        {
            using Near = Far;
            {{Machine("Near")}}
        }
        """);

    [Fact]
    public void An_attribute_that_only_has_the_name_makes_no_machine() => Assert.Empty(Compiled.From(
        Machine("Own.StateMachine<System.DayOfWeek>"),
        """
        namespace Own;
        sealed class StateMachineAttribute<T>(Replication.Fence fence) : System.Attribute { public Replication.Fence Fence => fence; }
        """).Files);

    /// <summary>Both parts have an attribute of that name, one has ours.</summary>
    [Fact]
    public void A_machine_is_generated_once_whatever_its_other_parts_say() => Find(
        Machine("Replication.StateMachine<System.DayOfWeek>") + "[Own.StateMachine] partial class M;",
        "namespace Own; sealed class StateMachineAttribute : System.Attribute;");

    private static void Find(params string[] sources)
    {
        var compiled = Compiled.From(sources);

        Assert.Empty(compiled.Problems);
        Assert.EndsWith("M.g.cs", compiled.Machine.HintName, StringComparison.Ordinal);
    }

    private static string Machine(string attribute) => $$"""

        [{{attribute}}(Replication.Fence.Owner)]
        [Replication.On<A, T, A>]
        sealed partial class M
        {
            internal readonly record struct A;
            internal readonly record struct T;
        }

        """;
}
