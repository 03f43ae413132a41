namespace Replication.Generator.Model;

/// <summary>What the generated members that authors call are called, where a machine's own types leave the usual names free and where they do not.</summary>
/// <param name="Definition">The table as data: <c>Definition</c>.</param>
/// <param name="Start">The factory: <c>Start</c>. A trigger of that name is no rarity.</param>
/// <param name="Restart">What begins again: <c>Restart</c>.</param>
/// <param name="Now">What shows the current state: <c>Now</c>.</param>
/// <param name="Current">The union of all states: <c>Current</c>.</param>
/// <param name="Trigger">The enum of the triggers without data: <c>Trigger</c>.</param>
/// <param name="Save">What makes a snapshot: <c>Save</c>.</param>
/// <param name="Record">What records a trigger: <c>Record</c>.</param>
/// <param name="DotGraph">The drawing in DOT: <c>DotGraph</c>.</param>
/// <param name="MermaidGraph">The drawing in Mermaid: <c>MermaidGraph</c>.</param>
internal sealed record MemberNames(
    string Definition, string Start, string Restart, string Now, string Current, string Trigger, string Save, string Record, string DotGraph, string MermaidGraph);
