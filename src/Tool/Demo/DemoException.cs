namespace Replication.Tool.Demo;

/// <summary>The demo cannot go on for a reason that its user can understand and mend; the message says it.</summary>
internal sealed class DemoException(string message) : Exception(message);

/// <summary>Something the demo put on the disk could not be deleted; the message says where it is.</summary>
internal sealed class LeftBehindException(string message, Exception cause) : Exception(message, cause);
