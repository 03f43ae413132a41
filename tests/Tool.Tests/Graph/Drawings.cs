using System.Reflection;
using Replication.Tool.Graph;
using Replication.Tool.Tests.Processes;

namespace Replication.Tool.Tests.Graph;

/// <summary>What the command draws of an assembly.</summary>
internal static class Drawings
{
    /// <summary>The text of each file, folded.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="format">The language, or that of the matrix; <see langword="null"/> = every drawing.</param>
    /// <param name="split">Whether each group has a drawing of its own.</param>
    public static async Task<Dictionary<string, string>> OfAsync(Assembly assembly, string? format = null, bool split = false)
    {
        using var folder = new EmptyFolder();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var options = new GraphOptions(assembly.Location, format, folder.Path, Unfold: false, split);
        Assert.True(await GraphCommand.RunAsync(options, output, error) == 0, error.ToString());
        return Directory.GetFiles(folder.Path).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
    }
}
