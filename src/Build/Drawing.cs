namespace Replication.Build;

/// <summary>The drawings of one machine, as they were compiled into it.</summary>
/// <param name="Name">The name of its class.</param>
/// <param name="FullName">The same with its namespace and the types around it.</param>
/// <param name="Dot">The drawing in DOT; <see langword="null"/> = it has none.</param>
/// <param name="Mermaid">The drawing in Mermaid; <see langword="null"/> = it has none.</param>
internal sealed record Drawing(string Name, string FullName, string? Dot, string? Mermaid);
