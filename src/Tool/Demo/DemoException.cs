namespace Replication.Tool.Demo;

/// <summary>The demo cannot go on for a reason that its user can understand and mend; the message says it.</summary>
internal sealed class DemoException(string message) : Exception(message);
