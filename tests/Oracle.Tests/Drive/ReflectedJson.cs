using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Replication.Oracle.Tests.Drive;

/// <summary>
/// In place of what System.Text.Json generates for an author's types: a second generator would take longer than all else. It keeps the types that it is
/// asked for, so a driver has one of its own, which goes when the driver's assembly does.
/// </summary>
public sealed class ReflectedJson() : JsonSerializerContext(options: null)
{
    private readonly JsonSerializerOptions _reflected = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <inheritdoc/>
    protected override JsonSerializerOptions? GeneratedSerializerOptions => _reflected;

    /// <inheritdoc/>
    public override JsonTypeInfo? GetTypeInfo(Type type) => _reflected.GetTypeInfo(type);
}
