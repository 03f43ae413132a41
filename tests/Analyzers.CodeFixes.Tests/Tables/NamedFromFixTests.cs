using Replication.Analyzers.CodeFixes.Tables;
using Replication.Analyzers.CodeFixes.Tests.Harness;

namespace Replication.Analyzers.CodeFixes.Tests.Tables;

public sealed class NamedFromFixTests
{
    private readonly NamedFromFix _fix = new();

    [Theory]
    [InlineData("in Lit from, in Press t) => from.Watts > 1 ? from : new(t.Force);", "in Lit s, in Press t) => s.Watts > 1 ? s : new(t.Force);")]
    [InlineData("in Lit from, in Press t) => from with { Watts = from.Watts + 1 };", "in Lit s, in Press t) => s with { Watts = s.Watts + 1 };")]
    [InlineData("in Lit s, in Press from) => s with { Watts = from.Force };", "in Lit s, in Press t) => s with { Watts = t.Force };")]
    [InlineData("in Lit from, in Press s) => new(from.Watts + s.Force);", "in Lit state, in Press s) => new(state.Watts + s.Force);")]
    [InlineData("in Lit from, in Press s) { var state = 1; return new(from.Watts + s.Force + state); }",
        "in Lit s2, in Press s) { var state = 1; return new(s2.Watts + s.Force + state); }")]
    [InlineData("in Lit @from, in Press t) => @from;", "in Lit s, in Press t) => s;")]
    public async Task A_parameter_called_from_gets_the_name_it_has_elsewhere(string body, string mended) =>
        await Mended.AssertAsync(_fix, With($"    static Lit On({mended}\n"), await Mended.FirstAsync(_fix, With($"    static Lit On({body}\n")));

    /// <summary>What is called so and is another's stays: a real query, a member, a lambda's own parameter.</summary>
    [Fact]
    public async Task What_is_not_the_parameter_keeps_its_name() => await Mended.AssertAsync(
        _fix,
        With("    static Lit On(in Lit s, in Press t)\n    {\n        Func<int, int> add = from => from + 1;\n"
            + "        var most = (from x in new[] { t.Force } select x).Max();\n        return s with { Watts = add(most) + new { from = 1 }.from };\n    }\n"),
        await Mended.FirstAsync(
            _fix,
            With("    static Lit On(in Lit from, in Press t)\n    {\n        Func<int, int> add = from => from + 1;\n"
                + "        var most = (from x in new[] { t.Force } select x).Max();\n        return from with { Watts = add(most) + new { from = 1 }.from };\n    }\n")));

    [Fact]
    public async Task All_parameters_called_from_are_renamed_at_once() => await Mended.AssertAsync(
        _fix,
        With("    static Lit On(in Off s, in Press t) => new(t.Force);\n    static Lit On(in Lit s, in Press t) => s with { Watts = 1 };\n"),
        await Mended.AllAsync(
            _fix, With("    static Lit On(in Off s, in Press from) => new(from.Force);\n    static Lit On(in Lit from, in Press t) => from with { Watts = 1 };\n")));

    private static string With(string bodies) => $$"""
        using System;
        using System.Linq;
        using Replication;

        [StateMachine<Why>(Fence.Owner, Initial = typeof(Lit))]
        [On<Lit, Press, Lit>]
        {{(bodies.Contains("in Off", StringComparison.Ordinal) ? "[On<Off, Press, Lit>]\n[On<Lit, Pull, Off>]" : "")}}
        public sealed partial class Lamp
        {
            public readonly record struct Lit(int Watts);
            public readonly record struct Press(int Force);
            {{(bodies.Contains("in Off", StringComparison.Ordinal) ? "public readonly record struct Off;\npublic readonly record struct Pull;" : "")}}
        {{bodies}}
        }

        public enum Why { None }
        """;
}
