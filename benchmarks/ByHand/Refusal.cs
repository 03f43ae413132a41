using Replication.Benchmarks.Machines;

namespace Replication.Benchmarks.ByHand;

/// <summary>A refusal by value: a reason, and the numbers that a message needs. As much as a machine's rejection says, and no more.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Presented">What was presented.</param>
/// <param name="Stands">What stands.</param>
internal readonly record struct Refusal(TransferError Code, long Presented, long Stands);
