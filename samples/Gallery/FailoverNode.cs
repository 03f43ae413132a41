namespace Replication.Gallery;

/// <summary>
/// A PostgreSQL node under pg_auto_failover: the keeper's states and all 77 transitions of its version 2.2 (<c>src/bin/pg_autoctl/fsm.c</c>; "any state to
/// <c>dropped</c>" counts as one).
/// </summary>
/// <remarks>
/// The monitor assigns a goal, the keeper does the work that leads there and reports. Here the work is the trigger, so that a diagram says what happens on its
/// way; where one work may lead to several goals, the goal is its data. The special transitions of Citus nodes do other work between the same states.
/// </remarks>
[StateMachine<FailoverError>(Fence.None)]
[On<Init, InitPrimary, SingleNode>]
[On<Init, AwaitPrimary, WaitStandby>]
[On<Init, InitFromStandby, ReportLsn>]
[On<Dropped, InitPrimary, SingleNode>]
[On<Dropped, AwaitPrimary, WaitStandby>]
[On<Dropped, InitFromStandby, ReportLsn>]
[On<WaitStandby, InitStandby, CatchingUp>]

// The primary, and how many standbys it has.
[On<SingleNode, PrepareReplication, WaitPrimary>]
[On<WaitPrimary, EnableSyncReplication, Primary>]
[On<WaitPrimary, PrepareReplication, JoinPrimary>]
[On<WaitPrimary, ApplySettings, ApplyingSettings>]
[On<WaitPrimary, StopPostgres, Demoted>]
[On<Primary, PrepareReplication, JoinPrimary>]
[On<Primary, ApplySettings, ApplyingSettings>]
[On<Primary, DisableSyncReplication, WaitPrimary>]
[On<JoinPrimary, EnableSyncReplication, Primary>]
[On<JoinPrimary, DisableSyncReplication, WaitPrimary>]
[On<ApplyingSettings, EnableSyncReplication, Primary>]
[On<ApplyingSettings, DisableSyncReplication, WaitPrimary>]
[On<ApplyingSettings, PrepareReplication, JoinPrimary>]
[On<IPrimary, DisableReplication, SingleNode>]               // the last standby was removed

// It loses its role.
[On<ISyncPrimary, StopPostgres, Draining>]
[On<ISyncPrimary, StopPostgres, DemoteTimeout>]
[On<ISyncPrimary, StopPostgres, Demoted>]
[On<Draining, StopPostgres, DemoteTimeout>]
[On<Draining, StopPostgres, Demoted>]
[On<Draining, ReportPosition, ReportLsn>]
[On<DemoteTimeout, StopPostgres, Demoted>]
[On<DemoteTimeout, StartPostgres, Primary>]              // it was cut off, and no standby was promoted meanwhile
[On<Demoted, Rewind, CatchingUp>]                        // there is a new primary to follow
[On<Demoted, ReportPosition, ReportLsn>]
[On<IDemoting, ResumeAsPrimary, SingleNode>]                 // the standby was removed

// The standby.
[On<CatchingUp, PrepareForSecondary, Secondary>]
[On<Secondary, FollowNewPrimary, CatchingUp>]
[On<Secondary, AwaitPrimary, WaitStandby>]               // registered to a new monitor
[On<IStandby, ReportPosition, ReportLsn>]
[On<IStandby, PrepareForPromotion, PrepPromotion>]
[On<IStandby, Promote, SingleNode>]                          // the primary was removed

// The promotion.
[On<ReportLsn, FastForward, FastForwarding>]             // another standby has more of the log
[On<ReportLsn, PrepareForPromotion, PrepPromotion>]
[On<ReportLsn, FollowNewPrimary, Secondary>]
[On<ReportLsn, StopFollowing, JoinSecondary>]
[On<ReportLsn, Promote, SingleNode>]
[On<FastForwarding, FinishFastForward, PrepPromotion>]
[On<PrepPromotion, StopReplication, StoppingReplication>]
[On<PrepPromotion, Promote, SingleNode>]
[On<PrepPromotion, Promote, WaitPrimary>]                // nothing has to be waited for: a Citus coordinator blocked the writes
[On<StoppingReplication, Promote, SingleNode>]
[On<StoppingReplication, Promote, WaitPrimary>]
[On<JoinSecondary, FollowNewPrimary, Secondary>]

// Maintenance.
[On<Primary, StopForMaintenance, PreparingMaintenance>]  // a standby is promoted first,
[On<Primary, StopForMaintenance, Maintenance>]           // or has been
[On<PreparingMaintenance, StopForMaintenance, Maintenance>]
[On<IStandby, AwaitMaintenance, WaitMaintenance>]
[On<IStandby, StartMaintenance, Maintenance>]
[On<WaitMaintenance, StartMaintenance, Maintenance>]
[On<IStopped, RestartStandby, CatchingUp>]
[On<IStopped, ReportPosition, ReportLsn>]

[On<IRegistered, Drop, Dropped>]
public sealed partial class FailoverNode
{
    /// <summary>Known to the monitor.</summary>
    public interface IRegistered;

    /// <summary>Accepts writes and has, or waits for, a standby.</summary>
    public interface IPrimary : IRegistered;

    /// <summary>Accepts writes that a standby confirms.</summary>
    public interface ISyncPrimary : IPrimary;

    /// <summary>Was the primary and is stopped.</summary>
    public interface IDemoting : IRegistered;

    /// <summary>Follows a primary.</summary>
    public interface IStandby : IRegistered;

    /// <summary>One of those among which the next primary is found.</summary>
    public interface ICandidate : IRegistered;

    /// <summary>Under maintenance, or about to be.</summary>
    public interface IMaintained : IRegistered;

    /// <summary>Stopped for maintenance.</summary>
    public interface IStopped : IMaintained;

    /// <summary><c>init</c>: registered, nothing installed.</summary>
    public readonly record struct Init : IRegistered;

    /// <summary><c>single</c>: a primary without a standby.</summary>
    public readonly record struct SingleNode : IRegistered;

    /// <summary><c>wait_primary</c>: a primary that no standby confirms writes for.</summary>
    public readonly record struct WaitPrimary : IPrimary;

    /// <summary><c>primary</c>: standbys confirm its writes.</summary>
    public readonly record struct Primary : ISyncPrimary;

    /// <summary><c>join_primary</c>: one more standby is joining.</summary>
    public readonly record struct JoinPrimary : ISyncPrimary;

    /// <summary><c>apply_settings</c>: which standbys confirm writes is being changed.</summary>
    public readonly record struct ApplyingSettings : ISyncPrimary;

    /// <summary><c>draining</c>: stopped, so that a standby can receive the last of the log.</summary>
    public readonly record struct Draining : IDemoting;

    /// <summary><c>demote_timeout</c>: stopped for so long that no client can still be writing.</summary>
    public readonly record struct DemoteTimeout : IDemoting;

    /// <summary><c>demoted</c>: no longer the primary.</summary>
    public readonly record struct Demoted : IDemoting;

    /// <summary><c>wait_standby</c>: waits for the primary to let it in.</summary>
    public readonly record struct WaitStandby : IRegistered;

    /// <summary><c>catchingup</c>: follows the primary, too far behind to take over.</summary>
    public readonly record struct CatchingUp : IStandby;

    /// <summary><c>secondary</c>: may be promoted.</summary>
    public readonly record struct Secondary : IStandby;

    /// <summary><c>report_lsn</c>: a failover is under way, and the monitor asks who has most.</summary>
    /// <param name="Lsn">The last position of the log that this node received.</param>
    public readonly record struct ReportLsn(ulong Lsn) : ICandidate;

    /// <summary><c>fast_forward</c>: fetches what it lacks from another standby.</summary>
    /// <param name="Lsn">What it has.</param>
    /// <param name="Target">What it needs; always more.</param>
    public readonly record struct FastForwarding(ulong Lsn, ulong Target) : ICandidate;

    /// <summary><c>prepare_promotion</c>: is to be the primary, and stays a standby until the old one is drained.</summary>
    public readonly record struct PrepPromotion : ICandidate;

    /// <summary><c>stop_replication</c>: cuts itself off from the old primary, against a split brain.</summary>
    public readonly record struct StoppingReplication : ICandidate;

    /// <summary><c>join_secondary</c>: another node was chosen; stopped until that one is promoted.</summary>
    public readonly record struct JoinSecondary : ICandidate;

    /// <summary><c>prepare_maintenance</c>: a primary that is stopped while a standby takes over.</summary>
    public readonly record struct PreparingMaintenance : IStopped;

    /// <summary><c>wait_maintenance</c>: a standby that waits until its primary does without it.</summary>
    public readonly record struct WaitMaintenance : IMaintained;

    /// <summary><c>maintenance</c>: an administrator has it.</summary>
    public readonly record struct Maintenance : IStopped;

    /// <summary><c>dropped</c>: removed from the monitor; may be set up anew.</summary>
    public readonly record struct Dropped;

    /// <summary>Make a database cluster, or take the one that is there.</summary>
    public readonly record struct InitPrimary;

    /// <summary>Take the cluster of an existing standby.</summary>
    /// <param name="Lsn">The last position it received.</param>
    public readonly record struct InitFromStandby(ulong Lsn);

    /// <summary>Do nothing until there is a primary to follow.</summary>
    public readonly record struct AwaitPrimary;

    /// <summary>Copy the primary and follow it.</summary>
    public readonly record struct InitStandby;

    /// <summary>Let one more standby connect.</summary>
    public readonly record struct PrepareReplication;

    /// <summary>Wait for standbys at every commit.</summary>
    public readonly record struct EnableSyncReplication;

    /// <summary>Wait for no standby any more.</summary>
    public readonly record struct DisableSyncReplication;

    /// <summary>Forget the standbys.</summary>
    public readonly record struct DisableReplication;

    /// <summary>Change which standbys are waited for.</summary>
    public readonly record struct ApplySettings;

    /// <summary>Stop the database.</summary>
    /// <param name="Goal">What for.</param>
    public readonly record struct StopPostgres(StopGoal Goal);

    /// <summary>Start it again, with the role it had.</summary>
    public readonly record struct StartPostgres;

    /// <summary>Start it again, without a standby.</summary>
    public readonly record struct ResumeAsPrimary;

    /// <summary>Take back what the new primary does not have, or copy it whole, and follow it.</summary>
    public readonly record struct Rewind;

    /// <summary>Be a candidate for the next failover.</summary>
    public readonly record struct PrepareForSecondary;

    /// <summary>Follow another primary.</summary>
    public readonly record struct FollowNewPrimary;

    /// <summary>Say how far the log was received.</summary>
    /// <param name="Lsn">The last position received.</param>
    public readonly record struct ReportPosition(ulong Lsn);

    /// <summary>Fetch from another standby what this one lacks.</summary>
    /// <param name="Target">The position it has.</param>
    public readonly record struct FastForward(ulong Target);

    /// <summary>It is fetched.</summary>
    /// <param name="Lsn">The last position received.</param>
    public readonly record struct FinishFastForward(ulong Lsn);

    /// <summary>Become the primary as soon as the old one is drained.</summary>
    /// <param name="MostAdvanced">The last position that any node of the group received.</param>
    public readonly record struct PrepareForPromotion(ulong MostAdvanced);

    /// <summary>Cut the connection to the old primary.</summary>
    public readonly record struct StopReplication;

    /// <summary>Stop and wait for the one that was chosen.</summary>
    public readonly record struct StopFollowing;

    /// <summary>Become the primary.</summary>
    /// <param name="IsAlone">Whether no other node is left.</param>
    public readonly record struct Promote(bool IsAlone);

    /// <summary>Stop a primary for maintenance.</summary>
    /// <param name="IsReplaced">Whether another node is the primary already.</param>
    public readonly record struct StopForMaintenance(bool IsReplaced);

    /// <summary>Do nothing until the primary does without this standby.</summary>
    public readonly record struct AwaitMaintenance;

    /// <summary>Stop a standby for maintenance.</summary>
    public readonly record struct StartMaintenance;

    /// <summary>Start again as a standby.</summary>
    public readonly record struct RestartStandby;

    /// <summary>Forget the monitor.</summary>
    public readonly record struct Drop;

    static ReportLsn On(in Init s, in InitFromStandby t) => new(t.Lsn);

    static ReportLsn On(in Dropped s, in InitFromStandby t) => new(t.Lsn);

    static Next<Draining, DemoteTimeout, Demoted, FailoverError> On<TState>(in TState s, in StopPostgres t)
        where TState : struct, ISyncPrimary => t.Goal switch
        {
            StopGoal.Draining => new Draining(),
            StopGoal.DemoteTimeout => new DemoteTimeout(),
            _ => new Demoted(),
        };

    static Next<DemoteTimeout, Demoted, FailoverError> On(in Draining s, in StopPostgres t) => t.Goal switch
    {
        StopGoal.DemoteTimeout => new DemoteTimeout(),
        StopGoal.Demoted => new Demoted(),
        _ => FailoverError.GoalOutOfReach.Because(t.Goal, StopGoal.Demoted),
    };

    static Next<Demoted, FailoverError> On(in DemoteTimeout s, in StopPostgres t) =>
        t.Goal == StopGoal.Demoted ? new Demoted() : FailoverError.GoalOutOfReach.Because(t.Goal, StopGoal.Demoted);

    static Next<Demoted, FailoverError> On(in WaitPrimary s, in StopPostgres t) =>
        t.Goal == StopGoal.Demoted ? new Demoted() : FailoverError.GoalOutOfReach.Because(t.Goal, StopGoal.Demoted);

    // Whoever is asked for its position says it the same way.
    static ReportLsn On<TState>(in TState s, in ReportPosition t)
        where TState : struct, IRegistered => new(t.Lsn);

    static Next<FastForwarding, FailoverError> On(in ReportLsn s, in FastForward t) =>
        t.Target <= s.Lsn ? FailoverError.NothingToFetch.Because(t.Target, s.Lsn) : new FastForwarding(s.Lsn, t.Target);

    static Next<PrepPromotion, FailoverError> On(in ReportLsn s, in PrepareForPromotion t) =>
        t.MostAdvanced > s.Lsn ? FailoverError.MissesEntries.Because(s.Lsn, t.MostAdvanced) : new PrepPromotion();

    static Next<PrepPromotion, FailoverError> On(in FastForwarding s, in FinishFastForward t) =>
        t.Lsn < s.Target ? FailoverError.MissesEntries.Because(t.Lsn, s.Target) : new PrepPromotion();

    static Next<SingleNode, FailoverError> On<TState>(in TState s, in Promote t)
        where TState : struct, IStandby =>
        t.IsAlone ? new SingleNode() : FailoverError.NotAlone.Because("a standby of several is prepared for its promotion first");

    static Next<SingleNode, FailoverError> On(in ReportLsn s, in Promote t) =>
        t.IsAlone ? new SingleNode() : FailoverError.NotAlone.Because("a candidate of several is prepared for its promotion first");

    static Next<SingleNode, WaitPrimary, FailoverError> On(in PrepPromotion s, in Promote t) => t.IsAlone ? new SingleNode() : new WaitPrimary();

    static Next<SingleNode, WaitPrimary, FailoverError> On(in StoppingReplication s, in Promote t) => t.IsAlone ? new SingleNode() : new WaitPrimary();

    static Next<PreparingMaintenance, Maintenance, FailoverError> On(in Primary s, in StopForMaintenance t) =>
        t.IsReplaced ? new Maintenance() : new PreparingMaintenance();
}
