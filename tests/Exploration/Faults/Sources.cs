namespace Replication.Exploration.Faults;

/// <summary>The sources that faults are put back into.</summary>
internal static class Sources
{
    private const string Authority = "src/Recovery/4.Authority/";
    private const string Entry = "src/Recovery/8.Orchestrator/";
    private const string Words = "src/Recovery/2.Vocabulary/";

    public const string Registry = Authority + "SenderRegistry.cs";
    public const string Sender = Authority + "Sender.cs";
    public const string SenderCatchUp = Authority + "Sender.CatchUp.cs";
    public const string SenderRebuild = Authority + "Sender.Rebuild.cs";
    public const string Telling = Authority + "Sender.Telling.cs";
    public const string Status = Authority + "RegistryStatus.cs";
    public const string Ordered = Authority + "OrderedIntent.cs";
    public const string Ids = Authority + "SessionIdSource.cs";
    public const string Promise = Authority + "ReplicaFence.cs";
    public const string Protocol = Authority + "Protocol.cs";
    public const string CatchUpTable = "src/Recovery/1.Tables/CatchUpSession.cs";
    public const string RebuildTable = "src/Recovery/1.Tables/RebuildSession.cs";
    public const string Classifier = "src/Recovery/3.Decision/RecoveryClassifier.cs";
    public const string Decision = "src/Recovery/3.Decision/RecoveryDecision.cs";
    public const string RebuildSource = "src/Recovery/3.Decision/RebuildSource.cs";
    public const string CatchUp = Entry + "Orchestrator.CatchUp.cs";
    public const string Recover = Entry + "Orchestrator.Recover.cs";
    public const string Rebuild = Entry + "Orchestrator.Rebuild.cs";
    public const string History = Words + "RetainedHistory.cs";
    public const string Budget = Words + "RecoveryBudget.cs";
    public const string Lsn = Words + "Lsn.cs";
    public const string Tick = Words + "Tick.cs";
    public const string Log = "src/Recovery/5.Log/RecoveryLog.cs";
    public const string Owner = "src/Runtime/Fencing/FenceOwner.cs";
}
