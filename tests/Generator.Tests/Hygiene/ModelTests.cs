using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Replication.Generator.Model;
using Replication.Generator.Tests.Harness;

namespace Replication.Generator.Tests.Hygiene;

public sealed class ModelTests
{
    [Fact]
    public void What_the_steps_hand_on_holds_no_symbol_syntax_or_location()
    {
        var compiled = Compiled.From(Sources.Door);

        var steps = compiled.Result.Results.Single().TrackedSteps;
        var models = new[] { StateMachineGenerator.ParseStep, StateMachineGenerator.NameStep, StateMachineGenerator.GraphStep }
            .SelectMany(name => steps[name]).SelectMany(step => step.Outputs).Select(output => output.Value).ToList();

        Assert.Equal([typeof(MachineModel), typeof(MachineModel), typeof(GraphModel)], models.Select(model => model.GetType()));
        Walk(models, new HashSet<object>(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void Equal_sources_make_equal_models_and_other_sources_do_not()
    {
        var model = Model(Sources.Door);

        Assert.Equal(model, Model(Sources.Door));
        Assert.Equal(model.GetHashCode(), Model(Sources.Door).GetHashCode());
        Assert.NotEqual(model, Model(Sources.Door.Replace("Push(int By)", "Push(long By)", StringComparison.Ordinal)));
        Assert.NotEqual(model, Model(Sources.DoorOf("Cas")));
    }

    [Fact]
    public void An_array_is_equal_by_its_elements_and_an_absent_one_is_empty()
    {
        Assert.Equal(new EquatableArray<int>([1, 2]), new EquatableArray<int>([1, 2]));
        Assert.NotEqual(new EquatableArray<int>([1, 2]), new EquatableArray<int>([2, 1]));
        Assert.NotEqual(new EquatableArray<int>([1, 2]), new EquatableArray<int>([1]));
        Assert.Equal(default, new EquatableArray<int>([]));
        Assert.Equal(default(EquatableArray<int>).GetHashCode(), new EquatableArray<int>([]).GetHashCode());
    }

    private static object Model(string source) =>
        Compiled.From(source).Result.Results.Single().TrackedSteps[StateMachineGenerator.ParseStep].Single().Outputs.Single().Value;

    private static void Walk(object? node, HashSet<object> seen)
    {
        if (node is null or string || node.GetType() is { IsPrimitive: true } or { IsEnum: true } || !seen.Add(node)) return;
        Assert.False(
            node is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Location or Compilation or SemanticModel or AttributeData,
            $"The model holds a {node.GetType()}.");
        if (node is IEnumerable items)
        {
            foreach (var item in items) Walk(item, seen);
        }

        if (node.GetType().IsArray) return;
        for (var type = node.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(node), seen);
            }
        }
    }
}
