namespace System.Runtime.CompilerServices;

// The compiler looks for it by name, and netstandard2.0 does not have it.
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class CallerArgumentExpressionAttribute(string parameterName) : Attribute
{
    public string ParameterName { get; } = parameterName;
}
