namespace Replication.Gallery;

/// <summary>What is constant for a follower.</summary>
/// <param name="MaxInflight">How many append messages may be under way unanswered; at least 1.</param>
public readonly record struct FollowerLimits(int MaxInflight);
