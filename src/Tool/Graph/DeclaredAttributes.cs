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
        .SelectMany(attribute => attribute.NamedArguments)
        .Where(argument => argument.MemberName == "Initial")
        .Select(argument => argument.TypedValue.Value as Type)
        .FirstOrDefault();

    /// <summary>The rows: source or group, trigger, next, and the guard's name where there is one.</summary>
    public IEnumerable<(Type Source, Type Trigger, Type Next, string? Guard)> Rows => Named("OnAttribute`3").Select(attribute =>
    {
        var row = attribute.AttributeType.GetGenericArguments();
        return (row[0], row[1], row[2], attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == "When").TypedValue.Value as string);
    });

    /// <summary>The cells declared illegal: state or group, trigger.</summary>
    public IEnumerable<(Type State, Type Trigger)> Illegal => Named("IllegalAttribute`2").Select(attribute =>
    {
        var cell = attribute.AttributeType.GetGenericArguments();
        return (cell[0], cell[1]);
    });

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

    private IEnumerable<CustomAttributeData> Named(string name) =>
        _attributes.Where(attribute => attribute.Name == name).Select(attribute => attribute.Data);
}
