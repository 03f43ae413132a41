using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class DeclarationRuleTests
{
    [Theory]
    [InlineData("sealed partial class M<X>;", "generic")]
    [InlineData("static partial class M;", "static")]
    [InlineData("abstract partial class M;", "abstract")]
    [InlineData("sealed partial record M;", "record")]
    [InlineData("file sealed partial class M;", "'M' is private, protected or file-local")]
    [InlineData("sealed class M;", "'M' is not partial")]
    public async Task A_class_that_is_not_compiled_hears_why(string machine, string reason)
    {
        var analyzed = await Analyzed.From(
            "using Replication; readonly record struct A; readonly record struct T; [StateMachine<System.DayOfWeek>(Fence.Owner)] [On<A, T, A>] " + machine);

        Assert.Equal("RPL0001", analyzed.Only().Id);
        Assert.StartsWith("StateMachine<", analyzed.Only().At, StringComparison.Ordinal);
        Assert.Contains(reason, analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("partial class G<X> { @ internal sealed partial class M; }", "generic type")]
    [InlineData("class O { @ internal sealed partial class M; }", "'O' is not partial")]
    [InlineData("partial class O { @ private sealed partial class M; }", "'M' is private")]
    [InlineData("partial class O { @ private protected sealed partial class M; }", "'M' is private")]
    public async Task What_stands_around_a_machine_can_keep_it_from_being_compiled(string source, string reason)
    {
        var analyzed = await Analyzed.From(
            "using Replication; readonly record struct A; readonly record struct T; "
            + source.Replace("@", "[StateMachine<System.DayOfWeek>(Fence.Owner)] [On<A, T, A>]", StringComparison.Ordinal));

        Assert.Equal("RPL0001", analyzed.Only().Id);
        Assert.Contains(reason, analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[StateMachine<System.DayOfWeek>(Fence.Owner)] sealed partial class M;", "it has no row")]
    [InlineData("[StateMachine<System.DayOfWeek>((Fence)7)] [On<A, T, A>] sealed partial class M;", "names no mode")]
    [InlineData("[StateMachine<System.DayOfWeek>(Fence.Owner, Initial = typeof(string))] [On<A, T, A>] sealed partial class M;", "'string' is not a struct")]
    [InlineData("[StateMachine<System.DayOfWeek>(Fence.Owner)] [On<P, T, P>] sealed partial class M { private readonly record struct P; }", "'P' is private")]
    public async Task What_is_declared_can_keep_a_machine_from_being_compiled(string machine, string reason)
    {
        var analyzed = await Analyzed.From("using Replication; readonly record struct A; readonly record struct T; " + machine);

        Assert.Equal("RPL0001", analyzed.Only().Id);
        Assert.Contains(reason, analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[StateMachine<Unknown>(Fence.Owner)]")]
    [InlineData("[StateMachine<System.DayOfWeek>(Fence.Sword)]")]
    [InlineData("[StateMachine<A>(Fence.Owner)]")]
    [InlineData("[StateMachine<System.DayOfWeek>(Fence.Owner, Initial = typeof(Unknown))]")]
    [InlineData("[StateMachine<System.DayOfWeek>(Fence.Owner, Context = typeof(Unknown))]")]
    public async Task Where_the_compiler_speaks_of_a_declaration_the_rules_are_silent(string attribute)
    {
        var analyzed = await Analyzed.From(
            $"using Replication; readonly record struct A; readonly record struct T; {attribute} [On<A, T, A>] sealed partial class M;");

        Assert.NotEmpty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Theory]
    [InlineData(255, 0)]
    [InlineData(256, 1)]
    public async Task A_table_has_as_many_triggers_as_a_byte_can_number_and_no_more(int triggers, int reports)
    {
        var numbers = Enumerable.Range(0, triggers).ToList();
        var analyzed = await Analyzed.From(
            "using Replication; readonly record struct A; "
            + string.Concat(numbers.Select(i => $"readonly record struct T{i}; "))
            + "[StateMachine<System.DayOfWeek>(Fence.Owner)] "
            + string.Concat(numbers.Select(i => $"[On<A, T{i}, A>]"))
            + " sealed partial class M;");

        Assert.Empty(analyzed.Errors);
        Assert.Equal(reports, analyzed.Found.Count);
        Assert.All(analyzed.Found, found => Assert.Equal("RPL0002", found.Id));
    }

    [Theory]
    [InlineData(", SessionId = \"Id\"", "it declares none. Legal: Context = typeof(...)")]
    [InlineData(", SessionId = \"Id\", Context = typeof(Version)", "its session ID is no property or field of 'Version'")]
    public async Task A_session_ID_that_the_context_does_not_have_is_told(string context, string message)
    {
        var analyzed = await Analyzed.From(Machine.With(context: context));

        Assert.Equal("RPL0001", analyzed.Only().Id);
        Assert.Contains(message, analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Fence.Owner, Reusable = true", "", 1)]
    [InlineData("Fence.Owner, Reusable = true", "[Terminal<Done>]", 0)]
    [InlineData("Fence.None, Reusable = true", "[Terminal<Done>]", 0)]
    [InlineData("Fence.Cas, Reusable = true", "[Terminal<Done>]", 1)]
    [InlineData("Fence.Cas, Reusable = false", "", 0)]
    public async Task A_machine_begins_again_where_it_can_end_and_has_one_caller_at_a_time(string declared, string terminal, int reports)
    {
        var analyzed = await Analyzed.From(Machine.With(rows: terminal).Replace("Fence.Owner", declared, StringComparison.Ordinal));

        Assert.Equal(reports, analyzed.Found.Count);
        Assert.All(analyzed.Found, found => Assert.Contains("needs a [Terminal<TState>], and Fence.Owner or Fence.None", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}
