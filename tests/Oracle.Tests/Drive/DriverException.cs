namespace Replication.Oracle.Tests.Drive;

/// <summary>A driver saw an answer that contradicts itself.</summary>
/// <param name="message">What it saw.</param>
public sealed class DriverException(string message) : Exception(message);
