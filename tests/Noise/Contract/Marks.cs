using System.Reflection;

namespace Replication.Noise.Contract;

/// <summary>The attributes of the contract that the runtime has, by name: what is added to the contract later bites from then on.</summary>
internal static class Marks
{
    public const string Consumes = "Consumes";
    public const string Borrows = "Borrows";
    public const string MustComplete = "MustComplete";
    public const string MustUse = "MustUse";
    public const string RequiresSessionId = "RequiresSessionId";
    public const string EndsSession = "EndsSession";
    public const string MonotonicTime = "MonotonicTime";
    public const string OfOneLog = "OfOneLog";
    public const string OneOf = "OneOf";

    /// <summary>The type of an attribute that may stand there, or <see langword="null"/>.</summary>
    public static Type? On(string name, AttributeTargets target) =>
        typeof(StateMachine).Assembly.GetType($"Replication.{name}Attribute") is { } type
        && type.GetCustomAttribute<AttributeUsageAttribute>() is { } usage && (usage.ValidOn & target) == target
            ? type
            : null;

    /// <summary>An attribute list with it; empty where it may not stand there.</summary>
    public static string Text(string name, AttributeTargets target, string arguments = "") =>
        On(name, target) is null ? "" : $"[{(target == AttributeTargets.ReturnValue ? "return: " : "")}global::Replication.{name}{arguments}] ";
}
