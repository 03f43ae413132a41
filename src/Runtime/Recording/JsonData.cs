using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Replication;

/// <summary>Turns the data of a state, a context or a trigger into JSON and back, by what System.Text.Json generated for its type: no reflection.</summary>
internal static class JsonData
{
    public static JsonNode? Write<T>(in T value, JsonSerializerContext json) => JsonSerializer.SerializeToNode(value, TypeInfo<T>(json));

    public static bool TryRead<T>(JsonNode? node, string what, JsonSerializerContext json, [MaybeNullWhen(false)] out T value, out SnapshotFault fault)
    {
        var type = TypeInfo<T>(json);
        fault = default;
        try
        {
            value = node is null ? default : node.Deserialize(type);
            if (value is not null && node is not null) return true;
            fault = new SnapshotFault(SnapshotFaultCode.Unreadable, $"{what} is a {typeof(T).Name}, and no data was presented.");
        }
        catch (JsonException e)
        {
            value = default;
            fault = new SnapshotFault(SnapshotFaultCode.Unreadable, $"{what} is a {typeof(T).Name}, and the data presented is not: {e.Message}");
        }

        return false;
    }

    private static JsonTypeInfo<T> TypeInfo<T>(JsonSerializerContext json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.GetTypeInfo(typeof(T)) as JsonTypeInfo<T> ?? throw new ArgumentException(
            $"{json.GetType().Name} does not know {typeof(T)}: add [JsonSerializable(typeof({typeof(T).Name}))] to it.", nameof(json));
    }
}
