namespace Replication.Recovery.Tests;

/// <summary>A transcript that cannot be read: a mistake of its author, never of the engine.</summary>
internal sealed class TranscriptFormatException(string message) : Exception(message);
