using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Replication;

/// <summary>A trigger as a document: a line of a journal or a message. A stream of them, fired in order, replays to the same state.</summary>
/// <remarks>Immutable but for the JSON node, which is the holder's own.</remarks>
public sealed record TriggerRecord
{
    /// <summary>The name of the trigger.</summary>
    public required string Trigger { get; init; }

    /// <summary>Its data; <see langword="null"/> where it has none.</summary>
    public JsonNode? Data { get; init; }

    /// <summary>The record as one line of JSON.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("trigger", Trigger);
            MachineSnapshot.WriteNode(writer, "data", Data);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote. Says nothing yet of whether a machine has such a trigger.</summary>
    /// <param name="json">The text.</param>
    /// <param name="record">The record.</param>
    /// <param name="fault">Why not.</param>
    public static bool TryParse(string json, [NotNullWhen(true)] out TriggerRecord? record, out SnapshotFault fault)
    {
        ArgumentNullException.ThrowIfNull(json);
        var reader = JsonDocumentReader.Of(json, "a trigger");
        record = new TriggerRecord { Trigger = reader.Take<string>("trigger"), Data = reader.TakeNode("data") };
        if (!reader.IsWhole()) record = null;
        fault = reader.Fault;
        return record is not null;
    }

    /// <summary>Records a trigger that has data. For generated code.</summary>
    /// <typeparam name="T">The type of the trigger.</typeparam>
    /// <param name="name">The name of the trigger.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="json">What System.Text.Json generated for the author's types.</param>
    /// <exception cref="ArgumentException">The type is not among them.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static TriggerRecord Of<T>(string name, in T trigger, JsonSerializerContext json)
        where T : struct => new() { Trigger = name, Data = JsonData.Write(trigger, json) };

    /// <summary>Reads the data of the trigger. For generated code.</summary>
    /// <typeparam name="T">The type of the trigger.</typeparam>
    /// <param name="json">What System.Text.Json generated for the author's types.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="fault">Why not.</param>
    /// <exception cref="ArgumentException">The type is not among them.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool TryRead<T>(JsonSerializerContext json, out T trigger, out SnapshotFault fault)
        where T : struct => JsonData.TryRead(Data, Trigger, json, out trigger, out fault);

    /// <summary>Makes sure that a trigger without data comes without any. For generated code.</summary>
    /// <param name="fault">Why not.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool TryReadNothing(out SnapshotFault fault)
    {
        fault = Data is null ? default : new(SnapshotFaultCode.Unreadable, $"{Trigger} has no data, and data was presented.");
        return Data is null;
    }
}
