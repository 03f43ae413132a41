using System.Text;

namespace Replication.Build;

/// <summary>Puts drawings into a folder: a <c>.dot</c> and a <c>.mmd</c> file a machine.</summary>
internal static class DrawingFiles
{
    /// <summary>Writes what is not there yet or differs; a file that is right is not touched.</summary>
    /// <param name="drawings">The drawings.</param>
    /// <param name="folder">The folder; made where it is not there.</param>
    /// <returns>The paths of all files, whether written now or before.</returns>
    /// <exception cref="IOException">The folder or a file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or a file cannot be written.</exception>
    public static IReadOnlyList<string> Write(IReadOnlyList<Drawing> drawings, string folder)
    {
        var files = new List<string>();
        foreach (var (name, drawing) in Named(drawings))
        {
            if (drawing.Dot is not null) files.Add(Write(folder, name + ".dot", drawing.Dot));
            if (drawing.Mermaid is not null) files.Add(Write(folder, name + ".mmd", drawing.Mermaid));
        }

        return files;
    }

    // The machine's own name, or the full one where two would share a file, also where the file system ignores case.
    private static IEnumerable<(string Name, Drawing Drawing)> Named(IReadOnlyList<Drawing> drawings) => drawings
        .GroupBy(drawing => drawing.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(same => same, (same, drawing) => (Safe(same.Count() == 1 ? drawing.Name : drawing.FullName), drawing));

    // Names come from metadata, where more is legal than in C#: none may lead out of the folder.
    private static string Safe(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '_' or '.' ? c : '_')).Trim('.');

    private static string Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
        if (File.Exists(path) && File.ReadAllBytes(path).SequenceEqual(bytes)) return path;
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
