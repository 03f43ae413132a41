using Replication.Analyzers.Tests.Harness;
using Replication.Generator.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class QuietTests
{
    [Fact]
    public async Task A_machine_with_every_kind_of_cell_is_accused_of_nothing()
    {
        var delivery = await Analyzed.From(
            "global using System; global using Replication;",
            Repository.Read("tests/Generator.Tests/Machines/Delivery.cs"),
            Repository.Read("tests/Generator.Tests/Machines/Route.cs"),
            Repository.Read("tests/Generator.Tests/Machines/Why.cs"));

        Assert.Empty(delivery.Errors);
        Assert.Empty(delivery.Found);
    }

    /// <summary>Written to show what a machine can be, and not with a look at the rules.</summary>
    [Theory]
    [InlineData("samples/Gallery")]
    [InlineData("src/Recovery/1.Tables", "src/Recovery/2.Vocabulary", "src/Recovery/3.Decision")]
    public async Task The_machines_of_this_repository_are_accused_of_nothing(params string[] folders)
    {
        var files = folders.SelectMany(folder => Repository.Names(folder, "*.cs").Select(file => Repository.Read($"{folder}/{file}")));
        var analyzed = await Analyzed.From(["global using System; global using System.Collections.Generic; global using System.Linq; global using Replication;", .. files]);

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Theory]
    [InlineData(Sources.Door)]
    [InlineData(Sources.Lamp)]
    [InlineData("class C { static void On(int a, int b) => System.Console.WriteLine(a + b); }")]
    [InlineData("namespace Other { class StateMachineAttribute<T> : System.Attribute; [StateMachine<int>] static class C; }")]
    public async Task What_compiles_or_is_no_machine_is_accused_of_nothing(string source)
    {
        var analyzed = await Analyzed.From(source);

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("[Terminal<Done>]", "", "")]
    [InlineData("[On<Busy, Go, Busy>] [On<Busy, Go, Idle>]", "static Next<Busy, Idle, Why> On(in Busy s, in Go t) => s;", "")]
    [InlineData("[On<ILive, Go, Done>] [On<Idle, Go, Idle>]", "", "")]
    [InlineData("", "void On(string text, int number) => Console.WriteLine(text + number);", "")]
    [InlineData("", "void Report(in Busy s) => Console.WriteLine(s.Percent); static int _count; static void Count() => _count++;", "")]
    [InlineData("[On<Busy, Sent, Busy>]", "static Busy On(in Busy s, in Sent t) => s;", "readonly record struct Sent(object Payload, string Text);")]
    [InlineData(
        "[On<Busy, Go, Busy>]",
        "static readonly int _most = 9; const int Least = 1; static Busy On(in Busy s, in Go t) => new(Math.Max(Least, _most) + Environment.NewLine.Length);",
        "")]
    [InlineData("[On<Busy, Go, Busy>]", "static Busy On(in Busy s, in Go t) => new(nameof(Console.Out).Length + new Random(1).Next(2));", "")]
    [InlineData("[On<Busy, Go, Busy>]", "static Busy On(in Busy s, in Go t) => throw new System.IO.IOException(nameof(s));", "")]
    public async Task Ordinary_machines_are_accused_of_nothing(string rows, string members, string elsewhere)
    {
        var analyzed = await Analyzed.From(Machine.With(rows, members, elsewhere));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Theory]
    [InlineData("[On<Idle, Go, Nowhere>]", "CS0246")]
    [InlineData("[On<Nowhere, Go, Idle>]", "CS0246")]
    [InlineData("[On<Idle, Go, string>]", "CS0453")]
    [InlineData("[On<,,>]", "CS7003")]
    public async Task Where_the_compiler_speaks_of_a_row_the_rules_are_silent(string row, string error)
    {
        var analyzed = await Analyzed.From(Machine.With(row));

        Assert.Contains(error, analyzed.Errors.Select(e => e.Id));
        Assert.Empty(analyzed.Found);
    }
}
