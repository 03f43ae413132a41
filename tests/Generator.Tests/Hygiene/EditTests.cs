using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Replication.Generator.Tests.Harness;

namespace Replication.Generator.Tests.Hygiene;

/// <summary>The generator reads a machine again only when something it hangs on was edited. What it hangs on is for these tests to find out.</summary>
public sealed class EditTests
{
    public static TheoryData<string> Names => [.. EditedProgram.Knobs.Select(knob => knob.Name)];

    /// <summary>So that the test below is about something.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void An_edit_shows_in_the_output_at_once(string name)
    {
        var knob = EditedProgram.Knobs.Single(knob => knob.Name == name);
        var program = new EditedProgram();
        var driver = Driver(program).RunGenerators(program.Edited(), TestContext.Current.CancellationToken);
        var before = Output(driver);
        Assert.Equal(4, before.Count);
        for (var value = 1; value <= knob.Values.Length; value++)
        {
            program.Turn(knob, value);
            driver = Compare(program, driver);
            var after = Output(driver);
            if (knob.Shows is { } shows) Assert.True(before.SequenceEqual(after) != shows, $"{name} = {knob.Values[value % knob.Values.Length]}");
            before = after;
        }
    }

    [Fact]
    public void After_any_edits_the_output_is_that_of_a_driver_that_has_seen_no_edit() =>
        Gen.Select(Gen.Int[0, EditedProgram.Knobs.Count - 1], Gen.Int[0, 4]).Array[1, 30].Sample(
            edits =>
            {
                var program = new EditedProgram();
                GeneratorDriver driver = Driver(program);
                foreach (var (knob, value) in edits)
                {
                    program.Turn(EditedProgram.Knobs[knob], value);
                    driver = Compare(program, driver);
                }
            },
            iter: 12,
            threads: 1);

    private static GeneratorDriver Compare(EditedProgram program, GeneratorDriver driver)
    {
        var cancellation = TestContext.Current.CancellationToken;
        driver = driver.WithUpdatedParseOptions(program.Language).RunGenerators(program.Edited(), cancellation);
        Assert.Equal(Output(Driver(program).RunGenerators(program.Fresh(), cancellation)), Output(driver));
        return driver;
    }

    private static List<(string, string)> Output(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return [.. result.GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString()))];
    }

    private static CSharpGeneratorDriver Driver(EditedProgram program) =>
        CSharpGeneratorDriver.Create([new StateMachineGenerator().AsSourceGenerator()], parseOptions: program.Language);
}
