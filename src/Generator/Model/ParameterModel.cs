namespace Replication.Generator.Model;

/// <summary>One positional parameter of a trigger.</summary>
/// <param name="Name">What it is called as a parameter of a generated method.</param>
/// <param name="Type">Its type, with <c>global::</c>.</param>
/// <param name="Property">The trigger's property of it.</param>
internal sealed record ParameterModel(string Name, string Type, string Property);
