namespace Replication.Generator.Model;

/// <summary>One trigger.</summary>
/// <param name="Name">Its name as it stands in messages and in the names of methods.</param>
/// <param name="Type">Its type, with <c>global::</c>.</param>
/// <param name="Member">What generated members that stand for it are called.</param>
/// <param name="IsFlat">Whether <paramref name="Parameters"/> say all of it; otherwise callers hand over the whole value.</param>
/// <param name="Parameters">Its positional parameters.</param>
internal sealed record TriggerModel(string Name, string Type, string Member, bool IsFlat, EquatableArray<ParameterModel> Parameters)
{
    /// <summary>Whether it has no data: then its name is all of it.</summary>
    public bool IsBare => IsFlat && Parameters.Count == 0;
}
