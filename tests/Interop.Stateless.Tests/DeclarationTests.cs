using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Replication.Generator;
using Stateless;

namespace Replication.Interop.Tests;

/// <summary>A Stateless machine as a declaration to begin with: it compiles, and its table says what the machine did.</summary>
public sealed class DeclarationTests
{
    [Fact]
    public void A_machine_of_every_kind_becomes_a_declaration()
    {
        var text = StatelessTable.ToDeclaration(Phone().GetInfo(), "PhoneCall");

        Assert.Equal(
            """
            using Replication;

            /// <summary>Why a transition is refused.</summary>
            public enum PhoneCallError
            {
                /// <summary>To be replaced by the reasons there are.</summary>
                Refused,
            }

            /// <summary>To be described.</summary>
            [StateMachine<PhoneCallError>(Fence.None)]
            [On<OffHook,    Dial,       Ringing>]
            [On<Ringing,    PickedUp,   Connected>] // guarded in Stateless by line is free
            [On<Ringing,    PickedUp,   OffHook>]
            [On<IConnected, HangUp,     OffHook>]
            [On<Connected,  Mute,       Connected>]
            [On<IConnected, Hold,       OnHold>]
            [On<Connected,  Ping,       Connected>] // ignored in Stateless
            [On<OnHold,     Hold,       OnHold>] // re-entry in Stateless: its exit and entry actions ran
            [On<OnHold,     RingsAgain, Ringing>]
            [On<OnHold,     RingsAgain, OffHook>]
            [On<OnHold,     Mute,       OnHold>]
            [On<OnHold,     Ping,       OnHold>] // ignored in Stateless
            // OffHook, Redial: chooses at run time among states that Stateless was not told; add a row for each.
            public sealed partial class PhoneCall
            {
                /// <summary>Connected and the states within it.</summary>
                public interface IConnected;

                /// <summary>A state: add the data that only it has.</summary>
                public readonly record struct OffHook;

                /// <summary>A state: add the data that only it has.</summary>
                public readonly record struct Ringing;

                /// <summary>A state: add the data that only it has.</summary>
                public readonly record struct Connected : IConnected;

                /// <summary>A state: add the data that only it has.</summary>
                public readonly record struct OnHold : IConnected;

                /// <summary>A trigger: add the data it brings.</summary>
                public readonly record struct Dial;

                /// <summary>A trigger: add the data it brings.</summary>
                public readonly record struct PickedUp;

                /// <summary>A trigger: add the data it brings.</summary>
                public readonly record struct HangUp;

                /// <summary>A trigger: add the data it brings.</summary>
                public readonly record struct Mute;

                /// <summary>A trigger: add the data it brings.</summary>
                public readonly record struct Hold;

                /// <summary>A trigger: add the data it brings.</summary>
                public readonly record struct Ping;

                /// <summary>A trigger: add the data it brings.</summary>
                public readonly record struct RingsAgain;

                /// <summary>A trigger: add the data it brings.</summary>
                public readonly record struct Redial;

                static Next<Connected, OffHook, PhoneCallError> On(in Ringing s, in PickedUp t)
                    => throw new System.NotImplementedException("Choose among Connected, OffHook.");

                static Next<Ringing, OffHook, PhoneCallError> On(in OnHold s, in RingsAgain t)
                    => throw new System.NotImplementedException("Choose among Ringing, OffHook.");
            }

            """,
            text);
        Assert.Contains("TryFire", Compile(text), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_declared_says_what_the_machine_says()
    {
        var machine = Door.Definition.ToStateless("Closed", new StatelessBodies { Body = static (cell, _) => StatelessAnswer.To(cell.Next[0]) });
        var generated = Compile(StatelessTable.ToDeclaration(machine.GetInfo()));

        var rows = Door.Definition.Rows.Select(row =>
            $"new(StateNumber.{Door.Definition.States[row.State]}, TriggerNumber.{Door.Definition.Triggers[row.Trigger]}, StateNumber.{Door.Definition.States[row.Next]})");
        Assert.All(rows, row => Assert.Contains(row, generated, StringComparison.Ordinal));
        Assert.Equal(Door.Definition.Rows.Count, generated.Split("new(StateNumber.").Length - 1);
    }

    [Fact]
    public void Names_that_are_no_identifiers_keywords_or_taken_become_ones()
    {
        var machine = new StateMachine<string, string>("not connected");
        machine.Configure("not connected").Permit("class", "2 phase").Permit("On", "Table");
        machine.Configure("2 phase").Permit("Table", "é-t*").Permit("", "Machine").Permit("class", "not-connected");

        var text = StatelessTable.ToDeclaration(machine.GetInfo());

        Assert.Contains("[On<NotConnected,", text, StringComparison.Ordinal);
        Assert.Contains("NotConnectedState>]", text, StringComparison.Ordinal);
        Assert.Contains("Class,", text, StringComparison.Ordinal);
        Assert.Contains("[On<State2Phase,", text, StringComparison.Ordinal);
        _ = Compile(text);
    }

    [Fact]
    public void Numbers_as_states_and_triggers_are_named_by_what_they_are()
    {
        var machine = new StateMachine<int, int>(1);
        machine.Configure(1).Permit(1, 2);

        var text = StatelessTable.ToDeclaration(machine.GetInfo());

        Assert.Contains("[On<State1, Trigger1, State2>]", text, StringComparison.Ordinal);
        _ = Compile(text);
    }

    [Fact]
    public void A_superstate_within_another_hides_what_the_outer_one_says()
    {
        var machine = new StateMachine<string, string>("Inner");
        machine.Configure("Outer").Permit("Stop", "Off").Permit("Reset", "Idle");
        machine.Configure("Middle").SubstateOf("Outer").Permit("Stop", "Idle");
        machine.Configure("Inner").SubstateOf("Middle");

        var text = StatelessTable.ToDeclaration(machine.GetInfo());

        Assert.Contains("Initial = typeof(Inner)", text, StringComparison.Ordinal);
        Assert.Contains("record struct Inner : IMiddle, IOuter;", text, StringComparison.Ordinal);
        var generated = Compile(text);
        Assert.Contains("new(StateNumber.Inner, TriggerNumber.Stop, StateNumber.Idle)", generated, StringComparison.Ordinal);
        Assert.Contains("new(StateNumber.Outer, TriggerNumber.Stop, StateNumber.Off)", generated, StringComparison.Ordinal);
        Assert.Contains("new(StateNumber.Inner, TriggerNumber.Reset, StateNumber.Idle)", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("new(StateNumber.Inner, TriggerNumber.Stop, StateNumber.Off)", generated, StringComparison.Ordinal);
    }

    [Fact]
    public void More_branches_than_a_body_can_answer_are_left_to_the_author()
    {
        var machine = new StateMachine<string, string>("A");
        var many = machine.Configure("A");
        foreach (var next in (string[])["B", "C", "D", "E", "F"]) many.PermitIf("go", next, () => next == "B", next);

        var text = StatelessTable.ToDeclaration(machine.GetInfo());

        Assert.EndsWith("\n\n    // A, Go: a cell has up to 4 branches; split the trigger.\n}\n", text, StringComparison.Ordinal);
        _ = Compile(text);
    }

    [Fact]
    public void A_table_and_a_machine_that_drift_apart_are_told_where()
    {
        var machine = new StateMachine<string, string>("Off");
        machine.Configure("Off").Permit("Press", "Lit");
        machine.Configure("Lit").Permit("Press", "Off");
        var table = new MachineTable("Lamp", ["Off", "Lit"], ["Press", "Dim"], [new(0, 0, 1), new(1, 1, 1)]);

        Assert.Equal(
            ["Lit, Dim -> Lit: only the table has it", "Lit, Press -> Off: only Stateless has it"],
            table.CompareWith(machine.GetInfo()).Select(difference => difference.ToString()));
    }

    private static StateMachine<string, string> Phone()
    {
        var machine = new StateMachine<string, string>("OffHook");
        machine.Configure("OffHook").Permit("dial", "Ringing").PermitDynamic("redial", () => "Ringing");
        machine.Configure("Ringing").PermitIf("picked up", "Connected", () => true, "line is free").Permit("picked up", "OffHook");
        machine.Configure("Connected").Permit("hang up", "OffHook").InternalTransition("mute", () => { }).Ignore("ping").Permit("hold", "OnHold");
        machine.Configure("OnHold").SubstateOf("Connected").PermitReentry("hold")
            .PermitDynamic("rings again", () => "Ringing", "which", new() { { "Ringing", "again" }, { "OffHook", "never" } });
        return machine;
    }

    // What the generator makes of it; errors and warnings, also of the source, fail.
    private static string Compile(string source)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp14);
        var compilation = CSharpCompilation.Create(
            "Declared",
            [CSharpSyntaxTree.ParseText(source, parse, cancellationToken: TestContext.Current.CancellationToken)],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Replication.StateMachine).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var driver = CSharpGeneratorDriver.Create([new StateMachineGenerator().AsSourceGenerator()], parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(problem => problem.Severity >= DiagnosticSeverity.Warning));
        return driver.GetRunResult().Results.Single().GeneratedSources.Single(file => !file.HintName.EndsWith(".Graph.g.cs", StringComparison.Ordinal)).SourceText.ToString();
    }
}
