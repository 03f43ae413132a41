using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Replication.Build;

/// <summary>Finds the drawings in an assembly's metadata. Nothing of the assembly is loaded or run.</summary>
internal sealed class DrawingReader
{
    private readonly MetadataReader _metadata;

    private DrawingReader(MetadataReader metadata) => _metadata = metadata;

    /// <summary>The drawings of all machines, in the order of the metadata.</summary>
    /// <param name="file">The path of the assembly.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="BadImageFormatException">The file is no assembly.</exception>
    public static IReadOnlyList<Drawing> Read(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var reader = new DrawingReader(image.GetMetadataReader());
        return [.. reader._metadata.TypeDefinitions.Select(reader._metadata.GetTypeDefinition).Where(reader.IsMachine).Select(reader.DrawingOf)];
    }

    private bool IsMachine(TypeDefinition type) => type.GetCustomAttributes().Select(_metadata.GetCustomAttribute).Any(IsStateMachine);

    // The attribute is generic and of another assembly: its constructor is a member of an instantiation, which is a signature.
    private bool IsStateMachine(CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference) return false;
        var parent = _metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeSpecification) return false;
        var signature = _metadata.GetBlobReader(_metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return false;
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.TypeHandle) return false;
        var generic = signature.ReadTypeHandle();
        if (generic.Kind != HandleKind.TypeReference) return false;
        var type = _metadata.GetTypeReference((TypeReferenceHandle)generic);
        return _metadata.StringComparer.Equals(type.Name, "StateMachineAttribute`1")
            && _metadata.StringComparer.Equals(type.Namespace, "Replication")
            && IsOfTheRuntime(type);
    }

    // Names are anybody's to take; the assembly tells whose attribute it is.
    private bool IsOfTheRuntime(TypeReference type) =>
        type.ResolutionScope.Kind == HandleKind.AssemblyReference
        && _metadata.StringComparer.Equals(_metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name, "Replication.Runtime");

    private Drawing DrawingOf(TypeDefinition type)
    {
        // A machine that has a member of that name itself has the drawing under the other one.
        return new Drawing(
            NameOf(type),
            FullNameOf(type),
            Constant(type, "DotGraph") ?? Constant(type, "MachineDotGraph"),
            Constant(type, "MermaidGraph") ?? Constant(type, "MachineMermaidGraph"));
    }

    private string? Constant(TypeDefinition type, string name)
    {
        foreach (var handle in type.GetFields())
        {
            var field = _metadata.GetFieldDefinition(handle);
            if ((field.Attributes & FieldAttributes.Literal) == 0 || !_metadata.StringComparer.Equals(field.Name, name)) continue;
            var constant = _metadata.GetConstant(field.GetDefaultValue());
            if (constant.TypeCode != ConstantTypeCode.String) continue;
            var value = _metadata.GetBlobReader(constant.Value);
            return value.ReadUTF16(value.Length);
        }

        return null;
    }

    private string FullNameOf(TypeDefinition type)
    {
        var declaring = type.GetDeclaringType();
        if (!declaring.IsNil) return $"{FullNameOf(_metadata.GetTypeDefinition(declaring))}.{NameOf(type)}";
        return type.Namespace.IsNil ? NameOf(type) : $"{_metadata.GetString(type.Namespace)}.{NameOf(type)}";
    }

    // The name of a generic type ends in a backtick and the count of its parameters.
    private string NameOf(TypeDefinition type) => _metadata.GetString(type.Name).Split('`')[0];
}
