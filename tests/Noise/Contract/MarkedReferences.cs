using Microsoft.CodeAnalysis;
using Mono.Cecil;

namespace Replication.Noise.Contract;

/// <summary>Puts the contract on assemblies that are only referred to: on the framework's own disposable types, what ends them, and what makes new values.</summary>
/// <remarks>
/// The compiler takes for the core of the framework only what refers to nothing, so the attributes are copied there: rules know them by name. Sources are
/// then compiled without the runtime, which would declare them once more.
/// </remarks>
internal static class MarkedReferences
{
    private static readonly HashSet<string> _values = new(StringComparer.Ordinal) { "String", "DateTime", "DateTimeOffset", "TimeSpan", "Version", "Uri", "Path" };

    /// <summary>The image of the same assembly with the contract on it.</summary>
    /// <param name="image">The assembly.</param>
    /// <param name="resolver">Finds what its types derive from.</param>
    /// <param name="attributes">The attributes of the contract, as copies in the core of the framework.</param>
    /// <param name="isHard">Whether builders that change in place are marked as well.</param>
    public static PortableExecutableReference Of(byte[] image, ImageResolver resolver, AttributeCopies attributes, bool isHard)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(image), new ReaderParameters { AssemblyResolver = resolver });
        var isMarked = attributes.AreAddedTo(assembly.MainModule);
        foreach (var type in assembly.MainModule.GetTypes().ToList())
        {
            if (!type.IsPublic && !type.IsNestedPublic) continue;
            var isDisposable = IsDisposable(type) && !Words.IsLeftOpen(type.Name);
            if (isDisposable && type is { IsValueType: false, IsAbstract: false, IsInterface: false }) Mark(type, Marks.MustComplete, AttributeTargets.Class);
            foreach (var method in type.Methods.Where(method => method.IsPublic)) OnMethod(type, method, isDisposable);
        }

        if (!isMarked) return MetadataReference.CreateFromImage(image);
        using var written = new MemoryStream();
        assembly.Write(written);
        return MetadataReference.CreateFromImage(written.ToArray());

        void OnMethod(TypeDefinition type, MethodDefinition method, bool isDisposable)
        {
            if (isDisposable && Words.Ends(method.Name) && !method.HasParameters && !method.IsStatic) Mark(method, Marks.Consumes, AttributeTargets.Method);
            if (type.Name == "ArrayPool`1" && method.Name == "Rent") Mark(method.MethodReturnType, Marks.MustComplete, AttributeTargets.ReturnValue);
            if (type.Name == "ArrayPool`1" && method.Name == "Return") Mark(method.Parameters[0], Marks.Consumes, AttributeTargets.Parameter);
            if (isDisposable && IsItself(type, method) && !Words.Copies(method.Name)) Mark(method.MethodReturnType, Marks.Borrows, AttributeTargets.ReturnValue);
            if (MakesNew(type, method) || (isHard && IsItself(type, method))) Mark(method.MethodReturnType, Marks.MustUse, AttributeTargets.ReturnValue);
            if (isHard && Words.Builds(type.Name) && IsItself(type, method)) Mark(method, Marks.Consumes, AttributeTargets.Method);
        }

        void Mark(ICustomAttributeProvider on, string name, AttributeTargets target)
        {
            if (Marks.On(name, target) is not { } attribute) return;
            on.CustomAttributes.Add(new CustomAttribute(attributes.Constructor(attribute, assembly.MainModule)));
            isMarked = true;
        }
    }

    // What changes nothing and answers with a new value is called for that value alone.
    private static bool MakesNew(TypeDefinition type, MethodDefinition method) => method.IsPublic && !method.IsConstructor && !method.IsSpecialName
        && ((_values.Contains(type.Name) && type.Namespace is "System" or "System.IO" && method.ReturnType.FullName == "System.String" && method.Name != "Intern")
            || (type.FullName == "System.Linq.Enumerable" && method.ReturnType.FullName.Contains("IEnumerable", StringComparison.Ordinal))
            || (type.Namespace == "System.Collections.Immutable" && type.Name.StartsWith("Immutable", StringComparison.Ordinal) && IsItself(type, method)));

    private static bool IsItself(TypeDefinition type, MethodDefinition method) => !method.IsStatic && method.ReturnType.GetElementType().FullName == type.FullName;

    private static bool IsDisposable(TypeDefinition? type)
    {
        for (; type is not null; type = type.BaseType is { } above ? Resolved(above) : null)
        {
            if (type.Interfaces.Any(one => one.InterfaceType.FullName is "System.IDisposable" or "System.IAsyncDisposable")) return true;
            if (type.IsInterface && type.Interfaces.Any(one => IsDisposable(Resolved(one.InterfaceType)))) return true;
        }

        return false;
    }

    private static TypeDefinition? Resolved(TypeReference type)
    {
        try
        {
            return type.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }
}
