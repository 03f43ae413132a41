using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Replication;

/// <summary>What a machine was at one moment, as a document: to be stored, to be restored, and to be brought to a later version of the machine.</summary>
/// <remarks>Immutable but for the JSON nodes, which are the holder's own. A machine declares its version: <see cref="StateMachineAttribute{TWhy}.Version"/>.</remarks>
public sealed record MachineSnapshot
{
    /// <summary>The machine's name.</summary>
    public required string Machine { get; init; }

    /// <summary>The version of the machine that it was saved by, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The name of the state.</summary>
    public required string State { get; init; }

    /// <summary>How many transitions had been made; below 2^56.</summary>
    public ulong Transitions { get; init; }

    /// <summary>What is constant for the machine; <see langword="null"/> where it declares no context.</summary>
    public JsonNode? Context { get; init; }

    /// <summary>The data of the state; <see langword="null"/> where it has none.</summary>
    public JsonNode? Data { get; init; }

    /// <summary>The snapshot as one line of JSON.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("machine", Machine);
            writer.WriteNumber("version", Version);
            writer.WriteString("state", State);
            writer.WriteNumber("transitions", Transitions);
            WriteNode(writer, "context", Context);
            WriteNode(writer, "data", Data);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote. Says nothing yet of whether a machine can be restored from it.</summary>
    /// <param name="json">The text.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="fault">Why not.</param>
    public static bool TryParse(string json, [NotNullWhen(true)] out MachineSnapshot? snapshot, out SnapshotFault fault)
    {
        ArgumentNullException.ThrowIfNull(json);
        var reader = JsonDocumentReader.Of(json, "a snapshot");
        snapshot = new MachineSnapshot
        {
            Machine = reader.Take<string>("machine"),
            Version = reader.Take<int>("version"),
            State = reader.Take<string>("state"),
            Transitions = reader.Take<ulong>("transitions"),
            Context = reader.TakeNode("context"),
            Data = reader.TakeNode("data"),
        };
        if (!reader.IsWhole()) snapshot = null;
        fault = reader.Fault;
        return snapshot is not null;
    }

    /// <summary>The data of a state or a context as JSON. For generated code.</summary>
    /// <typeparam name="T">The type of the data.</typeparam>
    /// <param name="value">The data.</param>
    /// <param name="json">What System.Text.Json generated for the author's types.</param>
    /// <exception cref="ArgumentException">The type is not among them.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static JsonNode? Write<T>(in T value, JsonSerializerContext json) => JsonData.Write(value, json);

    /// <summary>Brings the snapshot to the version of a machine and finds its state there. For generated code.</summary>
    /// <param name="table">The machine's table.</param>
    /// <param name="version">The machine's version.</param>
    /// <param name="migrate">Brings a snapshot one version up; <see langword="null"/> where the machine does not say how.</param>
    /// <param name="current">The snapshot at that version.</param>
    /// <param name="state">The index of its state.</param>
    /// <param name="fault">Why not.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool TryBring(
        MachineTable table, int version, Func<MachineSnapshot, MachineSnapshot>? migrate, out MachineSnapshot current, out byte state, out SnapshotFault fault)
    {
        ArgumentNullException.ThrowIfNull(table);
        state = 0;
        current = this;
        fault = Machine != table.Name ? new(SnapshotFaultCode.OtherMachine, $"This is a snapshot of {Machine}, and {table.Name} is to be restored.")
            : Version > version ? new(SnapshotFaultCode.NewerVersion, $"This is a snapshot of version {Version}, and {table.Name} is at version {version}.")
            : Version < 1 ? new(SnapshotFaultCode.Malformed, $"This is a snapshot of version {Version}; versions begin at 1.")
            : Transitions >> 56 != 0 ? new(SnapshotFaultCode.Malformed, $"{Transitions} transitions are more than a machine can make; the most is 2^56 - 1.")
            : default;
        while (fault.Code == SnapshotFaultCode.None && current.Version < version)
        {
            var next = migrate?.Invoke(current);
            if (next?.Version == current.Version + 1)
            {
                current = next;
                continue;
            }

            fault = new(
                SnapshotFaultCode.NotMigrated,
                $"This is a snapshot of version {Version}, and {table.Name} is at version {version}: "
                + (next is null
                    ? "legal is a method static MachineSnapshot Migrate(MachineSnapshot) that brings it one version up."
                    : $"from version {current.Version} Migrate led to version {next.Version}; legal is {current.Version + 1}."));
        }

        if (fault.Code != SnapshotFaultCode.None) return false;
        var name = current.State;
        var index = table.States.ToList().IndexOf(name);
        state = (byte)Math.Max(0, index);
        if (index < 0) fault = new(SnapshotFaultCode.UnknownState, $"{table.Name} has no state {name}; its states are {string.Join(", ", table.States)}.");
        return index >= 0;
    }

    /// <summary>Reads the context. For generated code.</summary>
    /// <typeparam name="T">The type of the context.</typeparam>
    /// <param name="json">What System.Text.Json generated for the author's types.</param>
    /// <param name="context">The context.</param>
    /// <param name="fault">Why not.</param>
    /// <exception cref="ArgumentException">The type is not among them.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool TryReadContext<T>(JsonSerializerContext json, [MaybeNullWhen(false)] out T context, out SnapshotFault fault) =>
        JsonData.TryRead(Context, "The context", json, out context, out fault);

    /// <summary>Reads the data of the state. For generated code.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="json">What System.Text.Json generated for the author's types.</param>
    /// <param name="data">The data.</param>
    /// <param name="fault">Why not.</param>
    /// <exception cref="ArgumentException">The type is not among them.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool TryReadData<T>(JsonSerializerContext json, [MaybeNullWhen(false)] out T data, out SnapshotFault fault) =>
        JsonData.TryRead(Data, "The state", json, out data, out fault);

    /// <summary>Makes sure that a state without data comes without any. For generated code.</summary>
    /// <param name="fault">Why not.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool TryReadNothing(out SnapshotFault fault)
    {
        fault = Data is null ? default : new(SnapshotFaultCode.Unreadable, $"State {State} has no data, and data was presented.");
        return Data is null;
    }

    internal static void WriteNode(Utf8JsonWriter writer, string name, JsonNode? node)
    {
        if (node is null) return;
        writer.WritePropertyName(name);
        node.WriteTo(writer);
    }
}
