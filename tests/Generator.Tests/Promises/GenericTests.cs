using Replication.Generator.Tests.Harness;
using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class GenericTests
{
    [Fact]
    public void A_value_of_a_generic_machine_tells_what_its_type_parameters_stand_for()
    {
        var entry = Cache<int>.Entry<string>.Start(new(10), out var empty);

        Assert.True(empty.TryFill(11, "eleven", out At<Cache<int>.Entry<string>.Full> full, out _));
        full.Fill(12, "twelve");
        Assert.True(full.TryCheck(12, out var outcome, out _));

        Assert.Equal((12, "twelve"), (outcome.Full!.Value.Read().Key, outcome.Full!.Value.Read().Value));
        Assert.False(full.IsCurrent());
        Assert.Equal(3UL, entry.Transitions);
    }

    [Fact]
    public void Refusals_groups_guards_and_the_dynamic_door_are_those_of_any_machine()
    {
        var entry = Cache<string>.Entry<object?>.Start(new("m"), out var empty);

        Assert.False(empty.TryFill("a", null, out _, out var refused));
        Assert.False(empty.TryDrop(false, out _, out var guarded));
        Assert.True(entry.TryFire(new Cache<string>.Entry<object?>.Drop(true), out var now, out _));

        Assert.Equal((RejectionKind.Refused, RejectionKind.Guarded), (refused.Kind, guarded.Kind));
        Assert.NotNull(now.Gone);
        Assert.False(entry.TryFire(new Cache<string>.Entry<object?>.Drop(true), out _, out var illegal));
        Assert.Equal("illegal: Drop has no row in state Gone, where nothing would be legal.", illegal.ToString());
    }

    [Theory]
    [InlineData("a class", "partial class G<X> { @ }")]
    [InlineData("a record", "partial record G<X> { @ }")]
    [InlineData("a record struct", "partial record struct G<X> where X : struct { @ }")]
    [InlineData("an interface", "partial interface G<X> where X : class, new() { @ }")]
    [InlineData("two of them", "partial struct O<@class> where @class : unmanaged { internal partial class G<X> where X : System.Attribute? { @ } }", "O<>.G<>")]
    public void A_machine_may_stand_in_a_generic(string what, string container, string path = "G<>")
    {
        var machine = $$"""
            [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.None, Initial = typeof({{path}}.M.A), Version = 1)]
            [Replication.On(typeof({{path}}.M.A), typeof({{path}}.M.T), typeof({{path}}.M.B))]
            [Replication.On(typeof({{path}}.M.B), typeof({{path}}.M.U), typeof({{path}}.M.A))]
            internal sealed partial class M
            {
                internal readonly record struct A;
                internal readonly record struct B(X Value);
                internal readonly record struct T(X Value);
                internal readonly record struct U;
                static B On(in A s, in T t) => new(t.Value);
            }
            """;

        var compiled = Compiled.From(container.Replace("@ ", machine + " ", StringComparison.Ordinal));

        Assert.True(compiled.Problems.Count == 0, what + ": " + string.Join('\n', compiled.Problems));
        Assert.Contains(": leads to", compiled.Text, StringComparison.Ordinal);
    }
}
