namespace Replication.Recovery.Tests;

public sealed class NamesTests
{
    [Fact]
    public void Codes_have_the_names_of_the_protocol() => Assert.Equal(
        """
         sender_stopped no_active_session session_mismatch session_inactive rebuild_session not_rebuild_session invalid_range wrong_phase wrong_rebuild_phase
        epoch_mismatch session_already_active invalid_state progress_regression beyond_frozen_target truncation_not_required truncation_mismatch
        completion_rejected budget_violation tail_replay_not_applicable base_transfer_incomplete rebuild_progress_regression rebuild_not_ready sender_not_found
        no_session no_history invalid_history duplicate_replica empty_id zero_epoch unknown_kind stale_intent revision_conflict stale_epoch stale_session
        wrong_volume primary_behind deadline_exceeded transport_lost pin_revoked truncation_unsafe verification_failed rebuild_cannot_converge
        gap_exceeds_retention cancelled storage_failed
        """.ReplaceLineEndings(" "),
        string.Join(' ', Enum.GetValues<RecoveryCode>().Select(c => c.Text())));

    [Fact]
    public void The_last_code_is_the_one_with_the_highest_number() => Assert.Equal(RecoveryCodes.Last, Enum.GetValues<RecoveryCode>().Max());

    [Fact]
    public void Events_have_the_names_of_the_protocol() => Assert.Equal(
        """
        sender_added sender_removed session_created session_superseded session_failed session_invalidated demoted connect_failed connected handshake_failed
        handshake escalated completed catchup_begin_failed catchup_started catchup_progress_failed budget_escalated truncation_failed truncation_recorded
        completion_rejected rebuild_connect_failed rebuild_connected rebuild_handshake_failed rebuild_source_failed rebuild_source_selected
        rebuild_transfer_failed rebuild_tail_failed rebuild_failed rebuild_completed
        """.ReplaceLineEndings(" "),
        string.Join(' ', Enum.GetValues<RecoveryEventKind>().Select(k => k.Text())));

    [Fact]
    public void States_kinds_outcomes_sources_causes_and_violations_have_the_names_of_the_protocol()
    {
        Assert.Equal("disconnected connecting catching_up in_sync degraded needs_rebuild", string.Join(' ', Enum.GetValues<ReplicaState>().Select(s => s.Text())));
        Assert.Equal("bootstrap catchup reassign rebuild", string.Join(' ', Enum.GetValues<SessionKind>().Select(s => s.Text())));
        Assert.Equal("zero_gap catchup needs_rebuild", string.Join(' ', Enum.GetValues<RecoveryOutcome>().Select(s => s.Text())));
        Assert.Equal("snapshot_tail full_base", string.Join(' ', Enum.GetValues<RebuildSourceKind>().Select(s => s.Text())));
        Assert.Equal(
            " completed gap_exceeds_retention primary_behind epoch_advanced epoch_bump endpoint_changed sender_stopped assignment_intent budget deadline_exceeded "
            + "transport_lost failed other",
            string.Join(' ', Enum.GetValues<EndCause>().Select(c => c.Text())));
        Assert.Equal(" duration_exceeded entries_exceeded progress_stalled", string.Join(' ', Enum.GetValues<BudgetViolation>().Select(s => s.Text())));
    }

    [Fact]
    public void Nothing_outside_of_the_closed_sets_has_a_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ((RecoveryCode)255).Text());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((RecoveryEventKind)255).Text());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((EndCause)255).Text());
    }

    [Fact]
    public void An_error_says_what_was_presented_what_stands_and_what_would_be_legal() => Assert.Equal(
        "session_mismatch: presented session 1; what stands: session 2 is live; legal: session 2",
        new RecoveryError(RecoveryCode.SessionMismatch, "session 1", "session 2 is live", "session 2").ToString());

    [Theory]
    [InlineData("1:10,1:20")]
    [InlineData("2:10,1:20")]
    [InlineData("1:10,2:9")]
    [InlineData("0:10")]
    public void A_lineage_rises(string text)
    {
        var entries = text.Split(',').Select(e => e.Split(':')).Select(e => new LineageEntry(new(ulong.Parse(e[0], null)), new(ulong.Parse(e[1], null))));
        Assert.False(Lineage.TryCreate([.. entries], out _, out var error));
        Assert.Equal(RecoveryCode.InvalidHistory, error.Code);
    }

    [Fact]
    public void LSN_arithmetic_saturates()
    {
        var max = new Lsn(ulong.MaxValue);
        Assert.Equal(max, max.Next);
        Assert.Equal(max, max.Plus(1));
        Assert.Equal(max, new Lsn(1).Plus(ulong.MaxValue));
        Assert.Equal(0UL, Lsn.Zero.DistanceFrom(max));
        Assert.Equal(ulong.MaxValue, max.DistanceFrom(Lsn.Zero));
        Assert.Equal(0UL, new Tick(0).Since(new Tick(ulong.MaxValue)));
    }
}
