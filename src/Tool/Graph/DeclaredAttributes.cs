using System.Reflection;

namespace Replication.Tool.Graph;

/// <summary>The attributes that make a class a machine, in the order of the metadata.</summary>
internal sealed class DeclaredAttributes
{
    private const string Namespace = "Replication";

    // Names are anybody's to take; the assembly tells whose attribute it is. The types are of another load context: names are all that can be compared.
    private static readonly string? _runtime = typeof(StateMachine).Assembly.GetName().Name;

    private readonly List<(string Name, CustomAttributeData Data)> _attributes;

    private DeclaredAttributes(List<(string Name, CustomAttributeData Data)> attributes) => _attributes = attributes;

    /// <summary>Whether the class is declared a machine.</summary>
    public bool IsMachine => Named("StateMachineAttribute`1").Any();

    /// <summary>The state it was said to start in, if it was said.</summary>
    public Type? Initial => Named("StateMachineAttribute`1")
        .Select(attribute => Argument(attribute, "Initial") as Type)
        .FirstOrDefault();

    /// <summary>The rows: source or group, trigger, next, and the guard's name where there is one.</summary>
    public IEnumerable<(Type Source, Type Trigger, Type Next, string? Guard)> Rows =>
        from row in Typed("OnAttribute", 3)
        select (row.Types[0], row.Types[1], row.Types[2], Argument(row.Attribute, "When") as string);

    /// <summary>The cells declared illegal: state or group, trigger.</summary>
    public IEnumerable<(Type State, Type Trigger)> Illegal => Typed("IllegalAttribute", 2).Select(cell => (cell.Types[0], cell.Types[1]));

    /// <summary>The states declared terminal.</summary>
    public IEnumerable<Type> Terminal => Typed("TerminalAttribute", 1).Select(state => state.Types[0]);

    public static DeclaredAttributes Of(Type type) =>
        new([.. type.GetCustomAttributesData().Select(data => (Name: NameOf(data), data)).Where(attribute => attribute.Name.Length > 0)]);

    private static string NameOf(CustomAttributeData data)
    {
        try
        {
            return data.AttributeType is { Namespace: Namespace } type && type.Assembly.GetName().Name == _runtime ? type.Name : "";
        }
        catch (FileNotFoundException)
        {
            // An attribute of an assembly that is not there is none of these: the command brings theirs with it.
            return "";
        }
    }

    private static object? Argument(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;

    // Types as type arguments, or open: the definitions of the types, which is what the rows of a generic machine are about.
    private IEnumerable<(CustomAttributeData Attribute, Type[] Types)> Typed(string name, int count) =>
        from attribute in _attributes
        where attribute.Name == name || attribute.Name == $"{name}`{count}"
        select (attribute.Data, attribute.Data.AttributeType.IsGenericType
            ? attribute.Data.AttributeType.GetGenericArguments()
            : attribute.Data.ConstructorArguments.Select(argument => argument.Value).OfType<Type>().ToArray());

    private IEnumerable<CustomAttributeData> Named(string name) =>
        _attributes.Where(attribute => attribute.Name == name).Select(attribute => attribute.Data);
}
