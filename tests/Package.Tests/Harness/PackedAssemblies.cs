using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Replication.Package.Tests.Harness;

/// <summary>Loads the package's generator and analyzers into the compiler of these tests, as a compiler does it.</summary>
internal sealed class PackedAssemblies() : AssemblyLoadContext("package", isCollectible: false), IAnalyzerAssemblyLoader
{
    public void AddDependencyLocation(string fullPath)
    {
        // Each file stands alone; all they need is the compiler.
    }

    public Assembly LoadFromPath(string fullPath) => LoadFromAssemblyPath(fullPath);
}
