using System.Reflection;
using System.Reflection.Emit;
using System.Text;

namespace Replication.Tool.Tests.Graph;

/// <summary>Assemblies that no compiler would make here: they refer to one that is not there.</summary>
internal static class MadeAssembly
{
    /// <summary>Writes an assembly with one class, <c>Made.Machine</c>.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="declare">Gives the class its attributes; the second argument is an attribute of an assembly that is not there.</param>
    public static string Write(string folder, Action<TypeBuilder, Type> declare)
    {
        var elsewhere = Module("Nowhere", out _).DefineType("Nowhere.MarkAttribute", TypeAttributes.Public, typeof(Attribute));
        elsewhere.DefineDefaultConstructor(MethodAttributes.Public);

        var machine = Module("Made", out var assembly).DefineType("Made.Machine", TypeAttributes.Public);
        declare(machine, elsewhere.CreateType());
        machine.CreateType();
        var file = Path.Combine(folder, "Made.dll");
        assembly.Save(file);
        return file;
    }

    /// <summary>Writes an assembly with one generic attribute, <c>Other.dll</c>, beside the one that has it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">The attribute's full name.</param>
    /// <param name="argument">What it is generic over, where it is used.</param>
    /// <returns>The constructor of the attribute that is used.</returns>
    public static ConstructorInfo WriteAttribute(string folder, string name, Type argument)
    {
        var attribute = Module("Other", out var assembly).DefineType(name, TypeAttributes.Public, typeof(Attribute));
        attribute.DefineGenericParameters("T");
        var constructor = attribute.DefineDefaultConstructor(MethodAttributes.Public);
        var written = attribute.CreateType();
        assembly.Save(Path.Combine(folder, "Other.dll"));
        return TypeBuilder.GetConstructor(written.MakeGenericType(argument), constructor);
    }

    /// <summary>Gives a class an attribute without arguments.</summary>
    public static void Has(this TypeBuilder type, Type attribute) => type.Has(attribute.GetConstructors()[0]);

    /// <summary>Gives a class an attribute without arguments.</summary>
    public static void Has(this TypeBuilder type, ConstructorInfo attribute) => type.SetCustomAttribute(attribute, [1, 0, 0, 0]);

    /// <summary>Declares a class a machine.</summary>
    /// <param name="type">The class.</param>
    /// <param name="initial">The full name of its initial state, with its assembly; <see langword="null"/> = none is said.</param>
    public static void IsMachine(this TypeBuilder type, string? initial = null)
    {
        // ECMA-335, II.23.3: the fence, then the number of named arguments; of these a property (0x54) of type Type (0x50).
        byte[] named = initial is null ? [0, 0] : [1, 0, 0x54, 0x50, .. Text(nameof(StateMachineAttribute<>.Initial)), .. Text(initial)];
        type.SetCustomAttribute(typeof(StateMachineAttribute<Why>).GetConstructors()[0], [1, 0, 0, 0, 0, 0, .. named]);
    }

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static ModuleBuilder Module(string name, out PersistedAssemblyBuilder assembly)
    {
        assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        return assembly.DefineDynamicModule(name);
    }
}
