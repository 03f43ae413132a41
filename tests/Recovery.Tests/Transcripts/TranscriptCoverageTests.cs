using System.Text.RegularExpressions;

namespace Replication.Recovery.Tests;

/// <summary>
/// What the protocol can say is said in some scenario. The written documents are searched, and nothing else: what they say is what happens, or
/// <see cref="TranscriptTests"/> fails.
/// </summary>
public sealed partial class TranscriptCoverageTests
{
    // With the reason why no scenario of the core can show it. One that occurs all the same is a reason that is gone.
    private static readonly Dictionary<RecoveryCode, string> NeverAnswered = new()
    {
        [RecoveryCode.None] = "success has no name",
        [RecoveryCode.SessionInactive] = "a session that has ended is the sender's no longer: who presents it hears no_active_session, or session_mismatch when there is another",
        [RecoveryCode.DeadlineExceeded] = "the timer ends the session; a worker that comes after it hears that the session stands no more, and what ended it",
        [RecoveryCode.RebuildCannotConverge] = "said by who counts failed bases from session to session; a session knows of its own only",
    };

    private static readonly string[] Output =
        [.. TranscriptFolder.Names.SelectMany(name => Transcript.Parse(TranscriptFolder.Read(name).Split('\n')).Blocks).SelectMany(b => b.Block.Output)];

    [Fact]
    public void Every_kind_of_event_is_logged() =>
        ExpectAll(Enum.GetValues<RecoveryEventKind>().Select(kind => kind.Text()), Found(LoggedEvent()));

    [Fact]
    public void Every_cause_ends_a_session() =>
        ExpectAll(Enum.GetValues<EndCause>().Where(cause => cause != EndCause.None).Select(cause => cause.Text()), Found(EndOfSession()));

    [Fact]
    public void Every_code_is_answered_but_those_that_cannot_be()
    {
        var answered = Found(AnsweredCode());
        ExpectAll(Enum.GetValues<RecoveryCode>().Where(code => !NeverAnswered.ContainsKey(code)).Select(code => code.Text()), answered);
        Assert.DoesNotContain(NeverAnswered, never => answered.Contains(never.Key.Text()));
    }

    [Fact]
    public void Every_rule_decides_and_every_outcome_is_decided()
    {
        ExpectAll(Enum.GetValues<RecoveryOutcome>().Select(outcome => outcome.Text()), Found(DecidedOutcome()));
        ExpectAll(Enum.GetValues<ProofRule>().Select(NameOf), Found(ProvenRule()));
    }

    [Fact]
    public void Every_dimension_of_a_budget_is_violated_in_both_ways() => Assert.All(
        Enum.GetValues<BudgetViolation>().Where(violation => violation != BudgetViolation.None).Select(violation => violation.Text()),
        violation =>
        {
            Assert.Contains($"violation {violation}", Output);
            Assert.Contains(Output, line => line.StartsWith("error budget_violation: ", StringComparison.Ordinal) && line.Contains(violation, StringComparison.Ordinal));
        });

    [Fact]
    public void Every_state_kind_phase_and_source_is_seen()
    {
        ExpectAll(Enum.GetValues<ReplicaState>().Select(state => state.Text()), Found(SeenState()));
        ExpectAll(Enum.GetValues<SessionKind>().Select(kind => kind.Text()), Found(SeenKind()));
        ExpectAll(
            [
                "init", "connecting", "handshake", "catchup",
                "init/init", "connecting/init", "handshake/init", "handshake/source_select", "handshake/transfer", "handshake/tail_replay",
            ],
            Found(SeenPhase()));
        ExpectAll(Enum.GetValues<RebuildSourceKind>().Select(kind => kind.Text()), Found(SeenSource()));
    }

    // A proof begins with the name of its rule.
    private static string NameOf(ProofRule rule) => new RecoveryProof(rule, default, default, default, default).Reason.Split(':')[0];

    private static void ExpectAll(IEnumerable<string> names, HashSet<string> found) => Assert.Empty(names.Except(found));

    private static HashSet<string> Found(Regex pattern) => [.. Output.SelectMany(line => pattern.Matches(line)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^  ([a-z_]+) \w+")]
    private static partial Regex LoggedEvent();

    [GeneratedRegex(@"\(end: ([a-z_]+)\)$")]
    private static partial Regex EndOfSession();

    [GeneratedRegex(@"\berror[ :]([a-z_]+)")]
    private static partial Regex AnsweredCode();

    [GeneratedRegex(@"^outcome ([a-z_]+): ")]
    private static partial Regex DecidedOutcome();

    [GeneratedRegex(@"^outcome [a-z_]+: ([a-z_]+)")]
    private static partial Regex ProvenRule();

    [GeneratedRegex(@"^\w+ ([a-z_]+), epoch ")]
    private static partial Regex SeenState();

    [GeneratedRegex(@", s\d+ ([a-z]+) in ")]
    private static partial Regex SeenKind();

    [GeneratedRegex(@", s\d+ [a-z]+ in ([a-z_/]+)")]
    private static partial Regex SeenPhase();

    [GeneratedRegex(@" from ([a-z_]+) \(")]
    private static partial Regex SeenSource();
}
