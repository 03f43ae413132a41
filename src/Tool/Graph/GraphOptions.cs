namespace Replication.Tool.Graph;

/// <summary>What is to be drawn, and how.</summary>
/// <param name="Assembly">The assembly with the machines.</param>
/// <param name="Format">The language, or that of the matrix; <see langword="null"/> = every drawing into a folder, the first to standard output.</param>
/// <param name="Folder">Where the files are put; <see langword="null"/> = standard output.</param>
/// <param name="Unfold">Whether what leads from every state to the same target is drawn once a state; the generated constants draw it once.</param>
/// <param name="Split">Whether each group of states has a drawing of its own.</param>
internal sealed record GraphOptions(string Assembly, string? Format, string? Folder, bool Unfold, bool Split);
