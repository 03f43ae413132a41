using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Replication.Noise.Contract;

namespace Replication.Noise.Run;

/// <summary>What sources refer to: the framework, the runtime with the contract, and assemblies that they bring.</summary>
internal static class References
{
    /// <summary>All of them, with the contract on the framework if it is asked for.</summary>
    public static List<MetadataReference> All(Options options)
    {
        List<MetadataReference> all = [.. Framework(options.Bite)];
        if (options.Bite == Bite.None) all.Add(MetadataReference.CreateFromFile(typeof(StateMachine).Assembly.Location));
        var known = Net100.ReferenceInfos.All.Select(info => info.FileName).Append(Path.GetFileName(typeof(StateMachine).Assembly.Location)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var file in options.References.SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal)))
        {
            if (known.Add(Path.GetFileName(file)) && IsManaged(file)) all.Add(MetadataReference.CreateFromFile(file));
        }

        return all;
    }

    private static ImmutableArray<PortableExecutableReference> Framework(Bite bite)
    {
        if (bite == Bite.None) return [.. Net100.References.All];
        var images = Net100.ReferenceInfos.All.ToDictionary(info => Path.GetFileNameWithoutExtension(info.FileName), info => info.ImageBytes, StringComparer.Ordinal);
        using var resolver = new ImageResolver(images);
        var attributes = new AttributeCopies();
        return [.. images.OrderByDescending(image => image.Key == "System.Runtime").Select(image => MarkedReferences.Of(image.Value, resolver, attributes, bite == Bite.Hard))];
    }

    private static bool IsManaged(string file)
    {
        using var reader = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(file));
        return reader.HasMetadata;
    }
}
