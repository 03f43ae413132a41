namespace Replication.Oracle.Tests.Drive;

/// <summary>What the body of a random table throws.</summary>
/// <param name="number">Which of all.</param>
public sealed class BodyException(uint number) : Exception
{
    /// <summary>Which of all.</summary>
    public uint Number { get; } = number;
}
