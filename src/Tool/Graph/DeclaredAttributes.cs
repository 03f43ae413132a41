using System.Reflection;

namespace Replication.Tool.Graph;

/// <summary>The attributes that make a class a machine, in the order of the metadata.</summary>
internal sealed class DeclaredAttributes
{
    private const string Namespace = "Replication";

    private readonly List<(string Name, CustomAttributeData Data)> _attributes;

    private DeclaredAttributes(List<(string Name, CustomAttributeData Data)> attributes) => _attributes = attributes;

    /// <summary>Whether the class is declared a machine.</summary>
    public bool IsMachine => Named("StateMachineAttribute`1").Any();

    /// <summary>The state it was said to start in, if it was said.</summary>
    public Type? Initial => Named("StateMachineAttribute`1")
        .Select(attribute => Argument(attribute, "Initial") as Type)
        .FirstOrDefault();

    /// <summary>The rows: source or group, trigger, next, and the name of the guard, if there is one.</summary>
    public IEnumerable<(Type[] Types, string? Guard)> Rows => Named("OnAttribute`3")
        .Select(attribute => (attribute.AttributeType.GetGenericArguments(), Argument(attribute, "When") as string));

    /// <summary>The states declared terminal.</summary>
    public IEnumerable<Type> Terminal => Named("TerminalAttribute`1").Select(attribute => attribute.AttributeType.GetGenericArguments()[0]);

    public static DeclaredAttributes Of(Type type) =>
        new([.. type.GetCustomAttributesData().Select(data => (Name: NameOf(data), data)).Where(attribute => attribute.Name.Length > 0)]);

    private static string NameOf(CustomAttributeData data)
    {
        try
        {
            return data.AttributeType is { IsGenericType: true, Namespace: Namespace } type ? type.Name : "";
        }
        catch (FileNotFoundException)
        {
            // An attribute of an assembly that is not there is none of these: the command brings theirs with it.
            return "";
        }
    }

    private static object? Argument(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;

    private IEnumerable<CustomAttributeData> Named(string name) =>
        _attributes.Where(attribute => attribute.Name == name).Select(attribute => attribute.Data);
}
