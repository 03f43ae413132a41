using System.Reflection;

namespace Replication.Tool.Graph;

/// <summary>
/// Reads the machines of an assembly from its metadata. Nothing of the assembly is loaded to be run: no initializer, no constructor, no attribute.
/// </summary>
internal static class MachineReader
{
    /// <summary>The machines, by full name.</summary>
    /// <param name="path">The assembly's file. What it refers to is looked for beside it, then beside this command, then in the runtime.</param>
    /// <exception cref="GraphException">There is no such assembly, it has no machines, or one of them cannot be read.</exception>
    public static IReadOnlyList<DeclaredMachine> Read(string path)
    {
        if (Directory.Exists(path)) throw new GraphException($"{path}: is a folder; legal: the file of a .NET assembly");
        if (!File.Exists(path)) throw new GraphException($"{path}: no such file; legal: the file of a .NET assembly");
        var file = Path.GetFullPath(path);
        var resolver = new NeighborResolver(Path.GetDirectoryName(file)!);
        try
        {
            using var context = new MetadataLoadContext(resolver);
            var machines = context.LoadFromAssemblyPath(file).GetTypes()
                .Where(type => type.IsClass)
                .Select(type => (Type: type, Attributes: DeclaredAttributes.Of(type)))
                .Where(declared => declared.Attributes.IsMachine)
                .Select(declared => new DeclaredMachine(FullName(declared.Type), TableReader.Read(declared.Type, declared.Attributes)))
                .OrderBy(machine => machine.FullName, StringComparer.Ordinal)
                .ToList();
            return machines.Count > 0
                ? machines
                : throw new GraphException($"{path}: no state machines; legal: an assembly with classes that have [StateMachine]");
        }
        catch (BadImageFormatException)
        {
            throw new GraphException($"{path}: is not a .NET assembly");
        }
        catch (FileNotFoundException) when (resolver.Missing is not null)
        {
            throw new GraphException($"{path}: refers to {resolver.Missing}, which is not beside it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GraphException($"{path}: cannot be read: {e.Message}");
        }
    }

    private static string FullName(Type type) => (type.FullName ?? type.Name).Replace('+', '.');
}
