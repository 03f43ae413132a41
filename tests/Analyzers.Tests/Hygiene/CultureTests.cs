using System.Globalization;
using Replication.Analyzers.Tests.Harness;
using Replication.Generator.Tests.Harness;

namespace Replication.Analyzers.Tests.Hygiene;

public sealed class CultureTests
{
    [Theory]
    [InlineData("[On<Lost, Go, Idle>] [On<Busy, Finish, Done>] [On<Done, Go, Busy>] [On<int, Go, Idle>]", "static Busy On(in Done s) => new(Console.Read());")]
    [InlineData("[On<Idle, Go, Busy>] [Terminal<Busy>]", "static Busy On(in Idle s, in Go t) => new(DateTime.Now.Day);")]
    public async Task What_the_analyzers_report_asks_no_culture(string rows, string members)
    {
        var source = Machine.With(rows, members, "readonly record struct Lost;");
        var expected = await Analyzed.From(source);

        var analyzed = await UnaskedCulture.Run(() => Analyzed.From(source));

        Assert.NotEmpty(expected.Found);
        Assert.Equal(
            expected.Found.Select(diagnostic => (diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture))),
            analyzed.Found.Select(diagnostic => (diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture))));
    }
}
