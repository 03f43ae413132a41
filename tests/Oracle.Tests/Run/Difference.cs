namespace Replication.Oracle.Tests.Run;

/// <summary>Two of those that should be equal are not.</summary>
/// <param name="message">What each said.</param>
internal sealed class Difference(string message) : Exception(message);
