using System.Text.Json.Serialization;
using Replication;

namespace Consumer;

/// <summary>A machine for one thread that can be saved, restored and replayed.</summary>
[StateMachine<DayOfWeek>(Fence.None, Version = 1)]
[On<Packed, Weigh, Packed>]
[On<Packed, Send, Sent>]
public sealed partial class Parcel
{
    public readonly record struct Packed(long Grams);
    public readonly record struct Sent;
    public readonly record struct Weigh(long Grams);
    public readonly record struct Send;

    static Packed On(in Packed s, in Weigh t) => new(s.Grams + t.Grams);
}

[JsonSerializable(typeof(Parcel.Packed))]
[JsonSerializable(typeof(Parcel.Weigh))]
internal sealed partial class ParcelJson : JsonSerializerContext;
