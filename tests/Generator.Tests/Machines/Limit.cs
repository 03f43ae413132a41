namespace Replication.Generator.Tests.Machines;

/// <summary>What is constant for a ledger.</summary>
/// <param name="Sum">What it holds at most.</param>
public readonly record struct Limit(long Sum);
