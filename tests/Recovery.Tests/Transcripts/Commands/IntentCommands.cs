using System.Collections.Immutable;

namespace Replication.Recovery.Tests;

/// <summary>
/// <c>assign epoch=2 revision=1 replicas=r1,r2@b/a/2 targets=r1:catchup budgets=r1:duration=100</c>: an endpoint is data/control/version, a/a/1 where none is said.
/// </summary>
internal static class IntentCommands
{
    public static Endpoint DefaultEndpoint { get; } = new("a", "a", 1);

    public static ValueTask<string[]> Assign(TranscriptWorld world, InputLine line)
    {
        var epoch = new Epoch(line.Needed("epoch"));
        var revision = line.Needed("revision");
        var budgets = line.List("budgets").Select(text => text.Split(':', 2)).ToLookup(parts => parts[0], parts => parts[1]);
        var replicas = line.List("replicas").Select(text => Replica(line, text)).ToImmutableArray();
        var targets = line.List("targets").Select(text => text.Split(':')).Select(
            parts => new RecoveryTarget(Id(parts[0]), Named.Kind(line, parts[1]), Budgets.Read(line, budgets[parts[0]]))).ToImmutableArray();
        var accepts = line.Flag("accept-data-loss") ?? false;
        line.ExpectEnd();
        return CommandTable.Answer([.. Lines(world.Orchestrator.ProcessAssignment(new AssignmentIntent(epoch, revision, replicas, targets, accepts)))]);
    }

    public static ValueTask<string[]> Attach(TranscriptWorld world, InputLine line)
    {
        var replica = line.Replica();
        var epoch = new Epoch(line.Needed("epoch"));
        var kind = Named.Kind(line, line.Text("kind") ?? "catchup");
        line.ExpectEnd();
        return CommandTable.Answer(Session(world.Registry.Attach(replica, epoch, kind)));
    }

    public static string Session(Result<SessionId> result) => result.TryGet(out var session, out var error) ? $"session s{session}" : CommandTable.Text(error);

    public static Endpoint Endpoint(InputLine line, string text) => text.Split('/') is [var data, var control, var version]
        ? new Endpoint(data, control, line.Number("version", version))
        : throw line.Wrong($"'{text}' is not data/control/version");

    private static AssignedReplica Replica(InputLine line, string text) => text.Split('@') is [var id, var endpoint]
        ? new AssignedReplica(Id(id), Endpoint(line, endpoint))
        : new AssignedReplica(Id(text), DefaultEndpoint);

    private static ReplicaId Id(string text) => new(text == "-" ? "" : text);

    private static IEnumerable<string> Lines(AssignmentAnswer answer)
    {
        if (!answer.Error.IsNone) yield return $"refused whole: error {answer.Error}";
        if (answer.Redelivered) yield return "redelivered: nothing changes; what stands of it";
        foreach (var replica in answer.Added) yield return $"added {replica}";
        foreach (var replica in answer.Removed) yield return $"removed {replica}";
        foreach (var (replica, session) in answer.Created) yield return $"created {replica} s{session}";
        foreach (var (replica, session) in answer.Superseded) yield return $"superseded {replica} s{session}";
        foreach (var (replica, error) in answer.Failed) yield return $"failed {replica}: error {error}";
        foreach (var replica in answer.IgnoredEndpoints) yield return $"ignored the endpoint of {replica}: its version is lower than the one that stands";
    }
}
