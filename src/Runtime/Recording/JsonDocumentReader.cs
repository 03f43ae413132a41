using System.Text.Json;
using System.Text.Json.Nodes;

namespace Replication;

/// <summary>Takes the members of one JSON object, each once, and tells what is missing, of another kind, or too much.</summary>
internal sealed class JsonDocumentReader
{
    private readonly string _what;
    private readonly List<string> _taken = [];
    private JsonObject _members = [];

    private JsonDocumentReader(string what) => _what = what;

    /// <summary>What is wrong; the default value while nothing is.</summary>
    public SnapshotFault Fault { get; private set; }

    public static JsonDocumentReader Of(string json, string what)
    {
        var reader = new JsonDocumentReader(what);
        try
        {
            // Any question makes it look at its members: one that stands twice is found now and not later.
            if (JsonNode.Parse(json) is JsonObject members && !members.ContainsKey("")) reader._members = members;
            else reader.Refuse("a JSON object is legal");
        }
        catch (JsonException e)
        {
            reader.Refuse(e.Message);
        }
        catch (ArgumentException e)
        {
            // What JsonNode makes of a member that stands twice.
            reader.Refuse(e.Message);
        }

        return reader;
    }

    public T Take<T>(string name)
    {
        _taken.Add(name);
        if (_members[name] is JsonValue value && value.TryGetValue(out T? taken)) return taken;
        Refuse($"\"{name}\" is missing or no {(typeof(T) == typeof(string) ? "text" : "whole number in range")}");
        return default!;
    }

    /// <summary>A member that may be missing.</summary>
    public JsonNode? TakeNode(string name)
    {
        _taken.Add(name);
        return _members[name]?.DeepClone();
    }

    /// <summary>Whether all was well, and nothing is left over.</summary>
    public bool IsWhole()
    {
        if (_members.FirstOrDefault(member => !_taken.Contains(member.Key)) is { Key: { } unknown }) Refuse($"\"{unknown}\" is none of {string.Join(", ", _taken)}");
        return Fault.Code == SnapshotFaultCode.None;
    }

    // The first fault is the one to mend.
    private void Refuse(string why)
    {
        if (Fault.Code == SnapshotFaultCode.None) Fault = new SnapshotFault(SnapshotFaultCode.Malformed, $"This is not the JSON of {_what}: {why.TrimEnd('.')}.");
    }
}
