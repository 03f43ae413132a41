namespace Replication.Generator.Tests.Harness;

/// <summary>One thing about a program that edits change: what stands at a place of its text, or what it is compiled with.</summary>
/// <param name="Name">What it is called in failures, and where it stands in the texts: between braces.</param>
/// <param name="Shows">Whether every value gives another output than the one before it; <see langword="null"/> where that is nobody's promise.</param>
/// <param name="Values">What it can be; the first is what it is before any edit.</param>
internal sealed record Knob(string Name, bool? Shows, params string[] Values)
{
    public override string ToString() => Name;
}
