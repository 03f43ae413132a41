namespace Replication.Tool.Graph;

/// <summary>A machine as an assembly declares it.</summary>
/// <param name="FullName">Namespace, containing types and name, with dots.</param>
/// <param name="Table">Its table.</param>
internal sealed record DeclaredMachine(string FullName, MachineTable Table);
