using System.Diagnostics;
using System.Globalization;

namespace Replication.Exploration.Faults;

/// <summary>Puts faults back into a copy of the sources, one at a time, and sees whether an exploration of that core finds each.</summary>
internal static class FaultRun
{
    private static readonly string[] _copied = ["src", "tests/Exploration", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", ".editorconfig"];

    /// <summary>Runs all.</summary>
    /// <param name="only">The beginning of the names of those that are put back; empty = all.</param>
    /// <param name="bounds">What the explorations are told.</param>
    /// <returns>Whether each fault was found.</returns>
    public static bool Run(string only, params string[] bounds)
    {
        var faults = PutBack.All.Where(fault => fault.Name.StartsWith(only, StringComparison.Ordinal)).ToList();
        var root = Root();
        var copy = Directory.CreateTempSubdirectory("faults");
        try
        {
            foreach (var name in _copied) Copy(Path.Combine(root, name), Path.Combine(copy.FullName, name));
            var found = faults.Count(fault => IsFound(copy.FullName, fault, bounds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found} of {faults.Count} faults found"));
            return found == faults.Count;
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static bool IsFound(string copy, PutBack fault, string[] bounds)
    {
        var path = Path.Combine(copy, fault.File);
        var right = File.ReadAllText(path);
        if (right.Split(fault.Right).Length != 2) throw new InvalidOperationException($"{fault.File} does not say once: {fault.Right}");
        File.WriteAllText(path, right.Replace(fault.Right, fault.Wrong, StringComparison.Ordinal));
        try
        {
            var program = Path.Combine(copy, "tests", "Exploration");
            if (Execute(program, ["build", "-c", "Release", "-v", "q", "-p:RunAnalyzers=false"]) is { Code: not 0 } broken) throw new InvalidOperationException($"{fault.Name}: does not build\n{broken.Said}");
            var (code, said) = Execute(program, ["exec", Path.Combine("bin", "Release", "net10.0", "Exploration.dll"), .. bounds]);
            Console.WriteLine($"{(code == 1 ? "found" : "NOT FOUND")}: {fault.Name}\n    {said.Split('\n')[1]}\n    {(code == 1 ? said.Split('\n')[2] : "")}");
            return code == 1;
        }
        finally
        {
            File.WriteAllText(path, right);
        }
    }

    private static (int Code, string Said) Execute(string folder, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = errors.GetAwaiter().GetResult();
        return (process.ExitCode, said);
    }

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
