namespace Replication.Generator.Tests.Machines;

/// <summary>Why a ledger refuses.</summary>
public enum LedgerWhy : byte
{
    None = 0,
    Nothing,
    BeyondLimit,
}
