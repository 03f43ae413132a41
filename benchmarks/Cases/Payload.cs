namespace Replication.Benchmarks.Cases;

/// <summary>What one call of the walk is handed: read from an array, so that nothing of it is known when the loop is compiled.</summary>
/// <param name="First">The first number that the trigger carries.</param>
/// <param name="Second">The second.</param>
internal readonly record struct Payload(long First, long Second);
