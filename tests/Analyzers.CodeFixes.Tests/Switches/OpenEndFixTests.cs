using Replication.Analyzers.CodeFixes.Switches;
using Replication.Analyzers.CodeFixes.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Switches;

public sealed class OpenEndFixTests
{
    private const string Head = """
        using System.Diagnostics;
        using Replication;

        [OneOf] public readonly record struct Light(int? Red, int? Green);


        """;

    private readonly OpenEndFix _fix = new();

    [Fact]
    public async Task A_method_that_ends_with_every_case_is_closed() => await Mended.AssertAsync(
        _fix,
        Head + """
            public static class User
            {
                public static int Run(Light light)
                {
                    switch (light)
                    {
                        case { Red: { } red }:
                            return red;
                        case { Green: { } green }:
                            return green;
                        default:
                            throw new UnreachableException();
                    }
                }
            }
            """,
        await Mended.FirstAsync(_fix, Head + """
            public static class User
            {
                public static int Run(Light light)
                {
                    switch (light)
                    {
                        case { Red: { } red }:
                            return red;
                        case { Green: { } green }:
                            return green;
                    }
                }
            }
            """));

    [Theory]
    [InlineData("int Run(Light light) { switch (light) { case { Red: { } }: case { Green: { } }: return 1;", " } }")]
    [InlineData("int Run(Light light) { switch (light) { case { Red: { } } or { Green: { } }: return 1;", " } }")]
    [InlineData("int Run(Light? light) { switch (light) { case null: case { Red: { } }: case { Green: { } }: return 1;", " } }")]
    [InlineData("int Run(Light light) { return Inner(); int Inner() { switch (light) { case { Red: { } }: case { Green: { } }: return 1;", " } } }")]
    [InlineData("Light _light; int Run { get { switch (_light) { case { Red: { } }: case { Green: { } }: return 1;", " } } }")]
    public async Task So_is_any_function(string before, string after) => await Mended.AssertAsync(
        _fix,
        $"{Head}class User {{ {before} default: throw new UnreachableException();{after} }}",
        await Mended.FirstAsync(_fix, $"{Head}class User {{ {before}{after} }}"));

    [Theory]
    [InlineData("int Run(Light light) { switch (light) { case { Red: { } }: return 1; } }")]
    [InlineData("int Run(Light? light) { switch (light) { case { Red: { } }: case { Green: { } }: return 1; } }")]
    [InlineData("int Run(Light light) { switch (light) { case { Red: { } }: case { Green: { } }: return 1; default: break; } }")]
    [InlineData("int Run(Light light) { switch (light) { case { Red: { } }: case { Green: { } }: return 1; case var other: break; } }")]
    [InlineData("int Run(int light) { switch (light) { case 1: return 1; } }")]
    [InlineData("int Run(Light light) { if (light.Red is null) return 1; }")]
    [InlineData("int Run(Light light) { }")]
    public async Task Nothing_is_offered_where_a_way_to_the_end_is_a_real_one(string method) =>
        Assert.Null(await Mended.FirstAsync(_fix, $"{Head}class User {{ {method} }}"));

    [Fact]
    public async Task All_are_closed_at_once() => await Mended.AssertAsync(
        _fix,
        Head + """
            class User
            {
                int One(Light light) { switch (light) { case { Red: { } }: case { Green: { } }: return 1; default: throw new UnreachableException(); } }
                int Two(Light light) { switch (light) { case { Red: { } }: case { Green: { } }: return 1; default: throw new UnreachableException(); } }
            }
            """,
        await Mended.AllAsync(_fix, Head + """
            class User
            {
                int One(Light light) { switch (light) { case { Red: { } }: case { Green: { } }: return 1; } }
                int Two(Light light) { switch (light) { case { Red: { } }: case { Green: { } }: return 1; } }
            }
            """));
}
