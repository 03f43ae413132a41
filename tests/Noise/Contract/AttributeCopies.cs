using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using MethodAttributes = Mono.Cecil.MethodAttributes;
using ParameterAttributes = Mono.Cecil.ParameterAttributes;
using TypeAttributes = Mono.Cecil.TypeAttributes;

namespace Replication.Noise.Contract;

/// <summary>The attributes of the contract as types of the framework's core, with the constructors that the marks use.</summary>
internal sealed class AttributeCopies
{
    private const string Core = "System.Runtime";
    private AssemblyNameReference? _core;

    /// <summary>Declares them, if the module is the framework's core.</summary>
    public bool AreAddedTo(ModuleDefinition module)
    {
        if (module.Assembly.Name.Name != Core) return false;
        _core = module.Assembly.Name;
        var above = module.GetType("System", nameof(Attribute));
        foreach (var type in typeof(StateMachine).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsGenericType))
        {
            var copy = new TypeDefinition(type.Namespace, type.Name, TypeAttributes.Public | TypeAttributes.Sealed, above);
            foreach (var constructor in type.GetConstructors().Where(one => one.GetParameters().All(parameter => parameter.ParameterType == typeof(bool))))
            {
                copy.Methods.Add(Copy(constructor, module));
            }

            module.Types.Add(copy);
        }

        return true;
    }

    /// <summary>The constructor without arguments, as a module sees it.</summary>
    public MethodReference Constructor(Type attribute, ModuleDefinition module)
    {
        if (module.GetType(attribute.Namespace, attribute.Name) is { } own) return own.Methods.Single(method => !method.HasParameters);
        if (module.AssemblyReferences.All(reference => reference.Name != Core)) module.AssemblyReferences.Add(_core);
        var scope = module.AssemblyReferences.Single(reference => reference.Name == Core);
        var type = new TypeReference(attribute.Namespace, attribute.Name, module, scope);
        return new MethodReference(".ctor", module.TypeSystem.Void, type) { HasThis = true };
    }

    private static MethodDefinition Copy(ConstructorInfo constructor, ModuleDefinition module)
    {
        var flags = MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName;
        var copy = new MethodDefinition(".ctor", flags, module.TypeSystem.Void);
        foreach (var parameter in constructor.GetParameters()) copy.Parameters.Add(new ParameterDefinition(parameter.Name, ParameterAttributes.None, module.TypeSystem.Boolean));
        var body = copy.Body.GetILProcessor();
        body.Emit(OpCodes.Ldnull);
        body.Emit(OpCodes.Throw);
        return copy;
    }
}
