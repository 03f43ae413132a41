using Replication.Analyzers.CodeFixes.Switches;
using Replication.Analyzers.CodeFixes.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Switches;

public sealed class MissingCaseFixTests
{
    private const string Head = """
        using System;
        using Replication;

        [OneOf] public readonly record struct Light(int? Red, int? Yellow, int? Default);

        public static class User
        {

        """;

    private readonly MissingCaseFix _fix = new();

    public static TheoryData<string, string> Layouts => new()
    {
        // At the end.
        {
            """
                public static int Run(Light light)
                {
                    switch (light)
                    {
                        case { Red: { } }:
                            return 1; // stop
                    }

                    return 0;
                }
            """,
            """
                public static int Run(Light light)
                {
                    switch (light)
                    {
                        case { Red: { } }:
                            return 1; // stop
                        case { Yellow: { } yellow }:
                            throw new NotImplementedException();
                        case { Default: { } @default }:
                            throw new NotImplementedException();
                    }

                    return 0;
                }
            """
        },

        // Before the catch-all and what stands above it, laid out as the others are.
        {
            """
              public static int Run(Light light) {
                switch (light) {
                case { Red: { } red }:
                  return red;

                case { Default: { } }: {
                  return 2;
                }

                // Cannot be.
                default:
                  throw new InvalidOperationException();
                }
              }
            """,
            """
              public static int Run(Light light) {
                switch (light) {
                case { Red: { } red }:
                  return red;

                case { Default: { } }: {
                  return 2;
                }
                case { Yellow: { } yellow }:
                  throw new NotImplementedException();

                // Cannot be.
                default:
                  throw new InvalidOperationException();
                }
              }
            """
        },
        {
            """
                public static int Run(Light light)
                {
                    switch (light)
                    {
                        default:
                            throw new InvalidOperationException();
                        case { Red: { } }:
                        case { Yellow: { } }:
                            return 1;
                    }
                }
            """,
            """
                public static int Run(Light light)
                {
                    switch (light)
                    {
                        case { Default: { } @default }:
                            throw new NotImplementedException();
                        default:
                            throw new InvalidOperationException();
                        case { Red: { } }:
                        case { Yellow: { } }:
                            return 1;
                    }
                }
            """
        },
        {
            """
                public static int Run(Light light)
                {
                    switch (light)
                    {
                        case { Red: { } }:
                        case { Yellow: { } }:
                            return 1;
                        case var other:
                            throw new InvalidOperationException(other.ToString());
                    }
                }
            """,
            """
                public static int Run(Light light)
                {
                    switch (light)
                    {
                        case { Red: { } }:
                        case { Yellow: { } }:
                            return 1;
                        case { Default: { } @default }:
                            throw new NotImplementedException();
                        case var other:
                            throw new InvalidOperationException(other.ToString());
                    }
                }
            """
        },

        // Nothing to go by.
        {
            """
                public static void Run(Light light)
                {
                    switch (light)
                    {
                    }
                }
            """,
            """
                public static void Run(Light light)
                {
                    switch (light)
                    {
                        case { Red: { } red }:
                            throw new NotImplementedException();
                        case { Yellow: { } yellow }:
                            throw new NotImplementedException();
                        case { Default: { } @default }:
                            throw new NotImplementedException();
                    }
                }
            """
        },

        // In one line.
        {
            "    public static void Run(Light light) { switch (light) { case { Red: { } } or { Default: { } }: break; default: throw new InvalidOperationException(); } }",
            "    public static void Run(Light light) { switch (light) { case { Red: { } } or { Default: { } }: break; case { Yellow: { } yellow }: throw new NotImplementedException(); default: throw new InvalidOperationException(); } }"
        },
        {
            "    public static int Run(Light light) => light switch { { Red: { } } => 1 };",
            "    public static int Run(Light light) => light switch { { Red: { } } => 1, { Yellow: { } yellow } => throw new NotImplementedException(), { Default: { } @default } => throw new NotImplementedException() };"
        },
        {
            "    public static int Run(Light light) => light switch { { Red: { } } => 1, { Default: { } } => 2, };",
            "    public static int Run(Light light) => light switch { { Red: { } } => 1, { Default: { } } => 2, { Yellow: { } yellow } => throw new NotImplementedException(), };"
        },
        {
            "    public static int Run(Light light) => light switch { { Red: { } } => 1, { Default: { } } => 2, _ => throw new InvalidOperationException() };",
            "    public static int Run(Light light) => light switch { { Red: { } } => 1, { Default: { } } => 2, { Yellow: { } yellow } => throw new NotImplementedException(), _ => throw new InvalidOperationException() };"
        },
        {
            "    public static int Run(Light light) => light switch { };",
            "    public static int Run(Light light) => light switch { { Red: { } red } => throw new NotImplementedException(), { Yellow: { } yellow } => throw new NotImplementedException(), { Default: { } @default } => throw new NotImplementedException() };"
        },

        // Arms in lines, with a comma behind the last and without.
        {
            """
                public static int Run(Light light) => light switch
                {
                    { Red: { } } => 1,
                    { Default: { } } => 2, // the rest
                };
            """,
            """
                public static int Run(Light light) => light switch
                {
                    { Red: { } } => 1,
                    { Default: { } } => 2, // the rest
                    { Yellow: { } yellow } => throw new NotImplementedException(),
                };
            """
        },
        {
            """
                public static int Run(Light light) => light switch
                {
                    { Red: { } } => 1 // stop
                };
            """,
            """
                public static int Run(Light light) => light switch
                {
                    { Red: { } } => 1, // stop
                    { Yellow: { } yellow } => throw new NotImplementedException(),
                    { Default: { } @default } => throw new NotImplementedException()
                };
            """
        },
        {
            """
                public static int Run(Light light) => light switch
                {
                    { Red: { } } => 1,
                    { Default: { } } => 2
                };
            """,
            """
                public static int Run(Light light) => light switch
                {
                    { Red: { } } => 1,
                    { Default: { } } => 2,
                    { Yellow: { } yellow } => throw new NotImplementedException()
                };
            """
        },
        {
            """
                public static int Run(Light light) => light switch
                {
                    { Red: { } } => 1,
                    { Default: { } } => 2,
                    _ => throw new InvalidOperationException()
                };
            """,
            """
                public static int Run(Light light) => light switch
                {
                    { Red: { } } => 1,
                    { Default: { } } => 2,
                    { Yellow: { } yellow } => throw new NotImplementedException(),
                    _ => throw new InvalidOperationException()
                };
            """
        },
        {
            """
                public static int Run(Light light) => light switch
                {
                };
            """,
            """
                public static int Run(Light light) => light switch
                {
                    { Red: { } red } => throw new NotImplementedException(),
                    { Yellow: { } yellow } => throw new NotImplementedException(),
                    { Default: { } @default } => throw new NotImplementedException(),
                };
            """
        },

        // A name that is taken, wherever in reach.
        {
            """
                public static void Run(Light light, int red)
                {
                    switch (light)
                    {
                        case { Default: { } }:
                            var yellow = red;
                            break;
                    }
                }
            """,
            """
                public static void Run(Light light, int red)
                {
                    switch (light)
                    {
                        case { Default: { } }:
                            var yellow = red;
                            break;
                        case { Red: { } red2 }:
                            throw new NotImplementedException();
                        case { Yellow: { } yellow2 }:
                            throw new NotImplementedException();
                    }
                }
            """
        },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task The_missing_cases_are_added_as_the_others_are_laid_out(string source, string mended) =>
        await Mended.AssertAsync(_fix, $"{Head}{mended}\n}}\n", await Mended.FirstAsync(_fix, $"{Head}{source}\n}}\n"));

    [Fact]
    public async Task Where_System_is_not_used_it_is_spelled() => await Mended.AssertAsync(
        _fix,
        "[Replication.OneOf] class Light { public int? Red => 1; public int Run() => this switch { { Red: { } red } => throw new System.NotImplementedException() }; }",
        await Mended.FirstAsync(_fix, "[Replication.OneOf] class Light { public int? Red => 1; public int Run() => this switch { }; }"));

    [Fact]
    public async Task Line_breaks_stay_what_they_were()
    {
        const string Source = Head + "    public static void Run(Light light)\n    {\n        switch (light)\n        {\n        }\n    }\n}\n";

        var mended = await Mended.FirstAsync(_fix, Source.ReplaceLineEndings("\r\n"));

        Assert.Equal(mended!.ReplaceLineEndings("\r\n"), mended);
    }

    [Fact]
    public async Task All_switches_are_mended_at_once_and_those_within_others_too() => await Mended.AssertAsync(
        _fix,
        Head + """
                public static int Run(Light light)
                {
                    switch (light)
                    {
                        case { Red: { } }:
                            switch (light)
                            {
                                case { Red: { } } or { Yellow: { } }:
                                    break;
                                case { Default: { } @default }:
                                    throw new NotImplementedException();
                            }

                            return light switch { { Default: { } } => light switch { { Red: { } } or { Yellow: { } } => 1, { Default: { } @default } => throw new NotImplementedException() }, { Red: { } red } => throw new NotImplementedException(), { Yellow: { } yellow } => throw new NotImplementedException() };
                        case { Yellow: { } yellow }:
                            throw new NotImplementedException();
                        case { Default: { } @default }:
                            throw new NotImplementedException();
                    }

                    return 0;
                }
            }
            """,
        await Mended.AllAsync(_fix, Head + """
                public static int Run(Light light)
                {
                    switch (light)
                    {
                        case { Red: { } }:
                            switch (light)
                            {
                                case { Red: { } } or { Yellow: { } }:
                                    break;
                            }

                            return light switch { { Default: { } } => light switch { { Red: { } } or { Yellow: { } } => 1 } };
                    }

                    return 0;
                }
            }
            """));
}
