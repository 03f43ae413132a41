namespace Replication.Benchmarks.Machines;

/// <summary>Why a transfer says no.</summary>
internal enum TransferError
{
    TargetBeforeStart = 1,
    ProgressRegression = 2,
    BeyondTarget = 3,
}
