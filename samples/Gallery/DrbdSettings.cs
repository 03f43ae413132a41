namespace Replication.Gallery;

/// <summary>What is configured for a connection.</summary>
/// <param name="LowestProtocol">The lowest protocol version this node speaks.</param>
/// <param name="HighestProtocol">The highest one.</param>
/// <param name="HasVerifyAlgorithm">Whether <c>verify-alg</c> is set.</param>
public readonly record struct DrbdSettings(ushort LowestProtocol, ushort HighestProtocol, bool HasVerifyAlgorithm);
