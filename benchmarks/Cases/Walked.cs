namespace Replication.Benchmarks.Cases;

/// <summary>What a walk saw on its way: has to be the same on both sides.</summary>
/// <param name="Refused">How many calls were refused.</param>
/// <param name="Codes">The sum of the reasons' codes.</param>
internal readonly record struct Walked(long Refused, long Codes);
