namespace Replication.Tool.Graph;

/// <summary>What keeps machines from being drawn, said to the user.</summary>
internal sealed class GraphException(string message) : Exception(message);
