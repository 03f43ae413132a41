namespace Replication.Generator.Tests.Machines;

/// <summary>What is constant for a delivery.</summary>
/// <param name="Length">How far it goes.</param>
public readonly record struct Route(int Length);
