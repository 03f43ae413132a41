using Mono.Cecil;

namespace Replication.Noise.Contract;

/// <summary>Finds assemblies among images in memory.</summary>
/// <param name="images">The images by the assembly's name.</param>
internal sealed class ImageResolver(IReadOnlyDictionary<string, byte[]> images) : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition> _read = [];

    /// <inheritdoc/>
    public AssemblyDefinition Resolve(AssemblyNameReference name) => Resolve(name, new ReaderParameters());

    /// <inheritdoc/>
    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
    {
        if (_read.TryGetValue(name.Name, out var known)) return known;
        if (!images.TryGetValue(name.Name, out var image)) throw new AssemblyResolutionException(name);
        return _read[name.Name] = AssemblyDefinition.ReadAssembly(new MemoryStream(image), new ReaderParameters { AssemblyResolver = this });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var assembly in _read.Values) assembly.Dispose();
    }
}
