using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Spells references in XML documentation.</summary>
internal static class Doc
{
    /// <summary>A reference to a type. A constructed generic type has no <c>cref</c>, so it is only named.</summary>
    public static string See(string type) =>
        type.Contains('<') ? $"<c>{Escape(type.Replace("global::", ""))}</c>" : $"<see cref=\"{type}\"/>";

    public static string See(StateModel state) => See(state.Type);

    public static string See(TriggerModel trigger) => See(trigger.Type);

    /// <summary>
    /// What the author wrote about a type, to stand in front of what is generated. It is referred to and not copied, so that it is never stale and
    /// rewording it generates nothing anew.
    /// </summary>
    public static string Summary(string type) => Inherited(type, "/summary/node()");

    /// <summary>What the author wrote about a positional parameter of a type.</summary>
    public static string Parameter(string type, string property) => Inherited(type, $"/param[@name='{Name(property)}']/node()");

    // A constructed generic type has no cref.
    private static string Inherited(string type, string path) => type.Contains('<') ? "" : $"<inheritdoc cref=\"{type}\" path=\"{path}\"/> ";

    /// <summary>A reference to a member of a type.</summary>
    public static string See(string type, string member) => type.Contains('<') ? $"<c>{Escape(member)}</c>" : $"<see cref=\"{type}.{member}\"/>";

    /// <summary>A reference to the body of a cell.</summary>
    public static string See(MachineModel machine, CellModel cell, BodyModel body)
    {
        var state = body.IsGeneric ? "TState" : machine.States[cell.State].Type;
        var types = new List<string> { state, machine.Triggers[cell.Trigger].Type };
        if (body.TakesContext) types.Add(machine.Context!);
        if (types.Exists(type => type.Contains('<'))) return "its body";
        var parameters = string.Join(", ", types.Select((type, i) => (body.Parameters[i] + " " + type).TrimStart()));
        return $"<see cref=\"{machine.Type}.On{(body.IsGeneric ? "{TState}" : "")}({parameters})\"/>";
    }

    /// <summary>States in a row of words: <c>a, b or c</c>.</summary>
    public static string Alternatives(IEnumerable<StateModel> states)
    {
        var references = states.Select(See).ToList();
        return references.Count == 1
            ? references[0]
            : string.Join(", ", references.Take(references.Count - 1)) + " or " + references[references.Count - 1];
    }

    /// <summary>A parameter's name as documentation writes it.</summary>
    public static string Name(string identifier) => identifier.TrimStart('@');

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
