using System.Reflection;

namespace Replication.Recovery.Tests;

public sealed class ArchitectureTests
{
    private static readonly Assembly Recovery = typeof(SenderRegistry).Assembly;
    private static readonly Assembly Runtime = typeof(FenceOwner).Assembly;

    [Fact]
    public void Dependencies_point_down_only()
    {
        Assert.All(References(Runtime), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
        Assert.All(
            References(Recovery),
            name => Assert.True(
                name.StartsWith("System.", StringComparison.Ordinal) || name is "Replication.Runtime" or "Microsoft.Extensions.Logging.Abstractions", name));
    }

    [Fact]
    public void Nothing_public_is_static_and_mutable()
    {
        foreach (var type in Recovery.GetExportedTypes().Concat(Runtime.GetExportedTypes()))
        {
            Assert.DoesNotContain(type.GetFields(BindingFlags.Public | BindingFlags.Static), f => !f.IsInitOnly && !f.IsLiteral);
            Assert.DoesNotContain(type.GetProperties(BindingFlags.Public | BindingFlags.Static), p => p.CanWrite);
        }
    }

    [Fact]
    public void Nothing_decides_by_the_wall_clock_or_by_chance()
    {
        var decision = new[] { typeof(RecoveryClassifier), typeof(RecoveryDecision), typeof(RebuildSource), typeof(CatchUpSession), typeof(RebuildSession) };
        foreach (var type in decision)
        {
            Assert.DoesNotContain(
                type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public),
                f => typeof(TimeProvider).IsAssignableFrom(f.FieldType) || typeof(Random).IsAssignableFrom(f.FieldType));
        }
    }

    [Fact]
    public void Every_operation_of_the_orchestrator_that_acts_on_a_session_asks_for_its_ID()
    {
        var operations = typeof(Orchestrator).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal) && m.Name != nameof(Orchestrator.DisposeAsync));
        Assert.All(operations, m => Assert.Contains(m.GetParameters(), p => p.ParameterType == typeof(SessionId) && !p.IsOptional));
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(a => a.Name!);
}
