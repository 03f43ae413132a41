using System.Reflection;
using System.Runtime.InteropServices;

namespace Replication.Tool.Graph;

/// <summary>
/// Finds what an assembly refers to: the first file of that name wins, because the same assembly may lie in several of these folders in different builds,
/// and two builds cannot be read together.
/// </summary>
/// <param name="folder">The folder of the assembly.</param>
internal sealed class NeighborResolver(string folder) : MetadataAssemblyResolver
{
    private readonly string[] _folders = [folder, AppContext.BaseDirectory, RuntimeEnvironment.GetRuntimeDirectory()];

    /// <summary>What was looked for last and is nowhere.</summary>
    public string? Missing { get; private set; }

    public override Assembly? Resolve(MetadataLoadContext context, AssemblyName assemblyName)
    {
        var file = _folders.Select(place => Path.Combine(place, assemblyName.Name + ".dll")).FirstOrDefault(File.Exists);
        if (file is not null) return context.LoadFromAssemblyPath(file);
        Missing = assemblyName.Name;
        return null;
    }
}
