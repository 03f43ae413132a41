using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Tables;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Purity;

/// <summary>Tells whether an operation depends on, or changes, more than what it is given. What is not plainly impure passes.</summary>
internal static class Impurity
{
    // Types of System.IO that touch no file: values, texts and buffers in memory.
    private static readonly HashSet<string> _inMemory = new(StringComparer.Ordinal)
    {
        "Path", "MemoryStream", "StringReader", "StringWriter", "TextReader", "TextWriter", "Stream", "BinaryReader", "BinaryWriter",
    };

    // Members of Task that start nothing and wait for nothing.
    private static readonly HashSet<string> _settled = new(StringComparer.Ordinal)
    {
        "CompletedTask", "FromResult", "FromException", "FromCanceled",
    };

    /// <summary>What is not pure about it, to follow "it"; <see langword="null"/> where nothing is.</summary>
    public static string? Of(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false, IsReadOnly: false } field } => Static(operation, field),
        IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod.IsInitOnly: false } property } => Static(operation, property),
        IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event: { IsStatic: true } raised } } => Static(operation, raised),
        IPropertyReferenceOperation { Property: { } property } => Ambient(property),
        IInvocationOperation { TargetMethod: { } method } => Ambient(method),
        IMethodReferenceOperation { Method: { } method } => Ambient(method),
        IObjectCreationOperation { Constructor: { } constructor } => Ambient(constructor),
        _ => null,
    };

    private static string Static(IOperation operation, ISymbol member) =>
        $"{(IsWritten(operation) ? "writes" : "reads")} '{Spelled(member)}', which is static and can change";

    private static bool IsWritten(IOperation operation) => operation.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == operation,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        _ => operation is IEventAssignmentOperation,
    };

    private static string? Ambient(ISymbol member)
    {
        if (member.ContainingType is not { } type) return null;
        var what = (type.ContainingNamespace?.ToDisplayString(), type.Name, member.Name) switch
        {
            ("System", "Console", _) => "writes to or reads from the console",
            ("System", "DateTime" or "DateTimeOffset", "Now" or "UtcNow" or "Today") => "reads the clock",
            ("System", "TimeProvider", "System" or "GetUtcNow" or "GetLocalNow" or "GetTimestamp") => "reads the clock",
            ("System", "Environment", "TickCount" or "TickCount64") => "reads the clock",
            ("System", "Environment", not "NewLine") => "asks the environment",
            ("System", "Guid", "NewGuid" or "CreateVersion7") => "makes a value that is never the same twice",
            ("System", "Random", "Shared") => "makes a value that is never the same twice",
            ("System", "Random", ".ctor") when member is IMethodSymbol { Parameters.IsEmpty: true } => "makes a value that is never the same twice",
            ("System.Security.Cryptography", "RandomNumberGenerator", _) => "makes a value that is never the same twice",
            ("System.Diagnostics", "Stopwatch", "StartNew" or "GetTimestamp" or "GetElapsedTime" or ".ctor") => "reads the clock",
            ("System.Diagnostics", "Process", _) => "starts or asks a process",
            ("System.Threading", "Thread" or "ThreadPool", _) when member.IsStatic || IsConstructor(member) => "depends on a thread",
            ("System.Threading.Tasks", "Task", var name) when (member.IsStatic || IsConstructor(member)) && !_settled.Contains(name) =>
                "starts or waits for other work",
            ("System.Threading.Tasks", "Parallel", _) => "starts or waits for other work",
            ("System.Net.Http" or "System.Net.Sockets", _, _) when !IsException(type) => "uses the network",
            ({ } space, var name, _) when IsFiles(space) && !_inMemory.Contains(name) && !IsException(type) => "does I/O",
            _ => null,
        };
        return what is null ? null : $"{what} ('{Spelled(member)}')";
    }

    private static bool IsFiles(string space) => space == "System.IO" || space.StartsWith("System.IO.", StringComparison.Ordinal);

    private static bool IsConstructor(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor };

    private static bool IsException(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Name == "Exception" && current.IsIn("System")) return true;
        }

        return false;
    }

    private static string Spelled(ISymbol member) =>
        IsConstructor(member) ? $"new {member.ContainingType.Name()}" : $"{member.ContainingType?.Name()}.{member.Name}";
}
