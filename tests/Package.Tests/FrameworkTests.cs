using System.Globalization;
using System.Text.RegularExpressions;
using Replication.Package.Tests.Harness;

namespace Replication.Package.Tests;

public sealed partial class FrameworkTests(PackedReplication package, BuiltConsumer built) : IClassFixture<BuiltConsumer>
{
    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public async Task A_consumer_built_from_the_package_alone_runs_on_each_framework(string framework)
    {
        var run = await Dotnet.Run(built.Consumer.Folder, "exec", built.Consumer.PathOf("bin", "Debug", framework, "Consumer.dll"));

        Assert.Equal(Consumer.Says, run.Succeeded());
    }

    [Fact]
    public void A_project_of_several_frameworks_draws_for_the_first_one()
    {
        Assert.NotEmpty(Directory.GetFiles(built.Consumer.PathOf("drawn")));
        Assert.True(File.Exists(built.Consumer.PathOf("obj", "Debug", "net8.0", "replication.graphs.files")));
        Assert.False(File.Exists(built.Consumer.PathOf("obj", "Debug", "net10.0", "replication.graphs.files")));
    }

    [Fact]
    public async Task An_illegal_call_is_refused_by_the_compiler_at_its_line()
    {
        var consumer = package.NewConsumer();
        var output = (await consumer.Build("-p:TargetFrameworks=net10.0", "-p:DefineConstants=ILLEGAL")).Failed();

        Assert.Equal([("Walk.cs", consumer.LineOf("Walk.cs", "// CS1929"), "CS1929")], Errors(output));
        Assert.Contains("At<Door.Opened>", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_a_table_is_reported_at_its_row()
    {
        var consumer = package.NewConsumer();
        var output = (await consumer.Build("-p:TargetFrameworks=net8.0", "-p:DefineConstants=UNREACHABLE")).Failed();

        Assert.Equal([("Door.cs", consumer.LineOf("Door.cs", "// RPL0006"), "RPL0006")], Errors(output));
    }

    private static List<(string File, int Line, string Code)> Errors(string output) => [.. Error().Matches(output)
        .Select(match => (match.Groups["file"].Value, int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture), match.Groups["code"].Value))
        .Distinct()];

    [GeneratedRegex(@"(?<file>\w+\.cs)\((?<line>\d+),\d+\): error (?<code>\w+):")]
    private static partial Regex Error();
}
