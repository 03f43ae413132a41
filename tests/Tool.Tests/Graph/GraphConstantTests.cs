using System.Reflection;
using Replication.Gallery;
using Replication.Recovery;

namespace Replication.Tool.Tests.Graph;

/// <summary>The generator writes its drawings into constants, the command reads metadata: two readings of one declaration.</summary>
public sealed class GraphConstantTests
{
    [Theory]
    [InlineData(typeof(CatchUpSession), 3)]
    [InlineData(typeof(TcpConnection), 4)]
    public async Task The_constants_of_every_machine_are_what_the_command_draws(Type one, int machines)
    {
        var drawn = await Drawings.OfAsync(one.Assembly);
        var constants = one.Assembly.GetTypes()
            .Where(type => type.GetField("DotGraph") is not null)
            .SelectMany(type => new[] { (Name: type.Name + ".dot", Text: Constant(type, "DotGraph")), (Name: type.Name + ".mmd", Text: Constant(type, "MermaidGraph")) })
            .ToDictionary(constant => constant.Name, constant => constant.Text);
        Assert.Equal(2 * machines, constants.Count);
        Assert.Equal(drawn.OrderBy(file => file.Key, StringComparer.Ordinal), constants.OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    /// <summary>Machines of these tests have states of one name, generic ones and groups of groups.</summary>
    [Theory]
    [InlineData(typeof(Yard.Signal), "Replication.Tool.Tests.Graph.Yard.Signal")]
    [InlineData(typeof(Tower.Signal), "Replication.Tool.Tests.Graph.Tower.Signal")]
    public async Task The_constants_of_a_nested_machine_are_what_the_command_draws(Type machine, string file)
    {
        var drawn = await Drawings.OfAsync(machine.Assembly);
        Assert.Equal(drawn[file + ".dot"], Constant(machine, "DotGraph"));
        Assert.Equal(drawn[file + ".mmd"], Constant(machine, "MermaidGraph"));
    }

    private static string Constant(Type machine, string name) =>
        (string)machine.GetField(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetRawConstantValue()!;
}
