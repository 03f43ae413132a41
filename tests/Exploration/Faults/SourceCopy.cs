using System.Diagnostics;

namespace Replication.Exploration.Faults;

/// <summary>A copy of the sources that faults are put back into, one at a time.</summary>
internal sealed class SourceCopy : IDisposable
{
    private static readonly string[] _always = ["src", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", ".editorconfig"];

    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("faults");

    /// <summary>Copies the sources of the engine.</summary>
    /// <param name="also">What else is copied, from the root of the repository.</param>
    public SourceCopy(params string[] also)
    {
        var root = Root();
        foreach (var name in _always.Concat(also)) Copy(Path.Combine(root, name), At(name));
    }

    /// <summary>Where a file or folder of the repository is in the copy.</summary>
    public string At(string name) => Path.Combine(_copy.FullName, name);

    /// <summary>Puts a fault back for as long as something is done.</summary>
    public void With(IEnumerable<Edit> edits, Action act)
    {
        var right = new Dictionary<string, string>();
        try
        {
            foreach (var edit in edits)
            {
                var path = At(edit.File);
                var text = File.ReadAllText(path);
                right.TryAdd(path, text);
                if (!edit.StandsOnceIn(text)) throw new InvalidOperationException($"{edit.File} does not say once: {edit.Right}");
                File.WriteAllText(path, text.Replace(edit.Right, edit.Wrong, StringComparison.Ordinal));
            }

            act();
        }
        finally
        {
            foreach (var (path, text) in right) File.WriteAllText(path, text);
        }
    }

    /// <summary>Runs a command of the SDK in a folder of the copy.</summary>
    /// <param name="folder">The folder, from the root.</param>
    /// <param name="patience">How long it may take; it is ended then.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code, <see langword="null"/> where it was ended, and what it said.</returns>
    public (int? Code, string Said) Execute(string folder, TimeSpan patience, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = At(folder), RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEndAsync();
        var isOver = process.WaitForExit(patience);
        if (!isOver) process.Kill(entireProcessTree: true);
        _ = errors.GetAwaiter().GetResult();
        return (isOver ? process.ExitCode : null, said.GetAwaiter().GetResult());
    }

    public void Dispose() => _copy.Delete(recursive: true);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Replication.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("Run it from a clone of the repository.");
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
            return;
        }

        if (!Directory.Exists(from)) return;
        foreach (var file in Directory.GetFiles(from)) Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
