using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class DataRuleTests
{
    [Theory]
    [InlineData("record struct Sent(int Number);", "Number", "it can be set")]
    [InlineData("struct Sent { public int Number { get; set; } }", "Number", "it can be set")]
    [InlineData("struct Sent { public int Number { get; private set; } public void Add() => Number++; }", "Number", "it can be set")]
    [InlineData("struct Sent { public int Number; }", "Number", "not readonly")]
    [InlineData("readonly record struct Sent(byte[] Bytes);", "Bytes", "elements of an array")]
    [InlineData("readonly record struct Sent(System.Collections.Generic.List<int> Items);", "Items", "can be changed by whoever holds it")]
    [InlineData("readonly record struct Sent(Box Content); class Box { public int Size { get; set; } }", "Content", "'Size' of 'Box' can be set")]
    [InlineData("readonly record struct Sent(Box Content); class Box { public int Size; }", "Content", "'Size' of 'Box' can be set")]
    public async Task Data_that_can_change_is_warned_where_it_is_declared(string type, string at, string why)
    {
        var analyzed = await Analyzed.From(Machine.With("[On<Busy, Sent, Done>]", elsewhere: type));

        Assert.Empty(analyzed.Errors);
        Assert.Equal(("RPL0014", at), analyzed.Only());
        Assert.Contains(why, analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("struct Sent { public int Number { get; init; } }")]
    [InlineData("struct Sent { public readonly int Number; public static int Count; public Sent(int number) => Number = number; }")]
    [InlineData("readonly record struct Sent(System.Collections.Immutable.ImmutableArray<int> Items, System.ReadOnlyMemory<byte> Bytes);")]
    [InlineData("readonly record struct Sent(Box Content); class Box { private int _cache; public int Size => _cache == 0 ? _cache = 1 : _cache; }")]
    [InlineData("readonly record struct Sent(Box Content); record Box(int Size);")]
    [InlineData("readonly record struct Sent(System.Collections.Generic.IReadOnlyList<int> Items, System.Uri Place);")]
    public async Task Data_that_cannot_change_or_may_be_immutable_is_left_alone(string type)
    {
        var analyzed = await Analyzed.From(Machine.With("[On<Busy, Sent, Done>]", elsewhere: type));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }
}
