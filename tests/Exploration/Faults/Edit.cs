namespace Replication.Exploration.Faults;

/// <summary>A change of a source.</summary>
/// <param name="File">The file, from the root of the repository.</param>
/// <param name="Right">What stands there; exactly once.</param>
/// <param name="Wrong">What a fault makes of it.</param>
internal sealed record Edit(string File, string Right, string Wrong)
{
    /// <summary>Whether a text says exactly once what is right.</summary>
    public bool StandsOnceIn(string text) => text.Split(Right).Length == 2;
}
