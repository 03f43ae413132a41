using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Replication.Generator.Tests.Machines;

/// <summary>A movable machine of the third version.</summary>
[StateMachine<LedgerWhy>(Fence.Owner, Context = typeof(Label), SessionId = nameof(Label.Number), Version = 3)]
[On<Packed, Weigh, Packed>]
[On<Packed, Send, Sent>]
[On<Sent, Deliver, Delivered>]
public sealed partial class Parcel
{
    public readonly record struct Label(ulong Number, string To);

    public readonly record struct Packed(long Grams, IReadOnlyList<string> Stickers);

    public readonly record struct Sent(long Grams, TimeSpan At);

    public readonly record struct Delivered;

    public readonly record struct Weigh(long Grams, string Sticker);

    public readonly record struct Send(TimeSpan At);

    public readonly record struct Deliver;

    static Next<Packed, LedgerWhy> On(in Packed s, in Weigh t) =>
        t.Grams == 0 ? LedgerWhy.Nothing.Because(t.Grams, s.Grams) : new Packed(s.Grams + t.Grams, [.. s.Stickers, t.Sticker]);

    static Sent On(in Packed s, in Send t) => new(s.Grams, t.At);

    // Version 1 weighed in kilograms; version 2 called the state Packed "Open".
    static MachineSnapshot Migrate(MachineSnapshot snapshot) => snapshot.Version switch
    {
        1 => snapshot with
        {
            Version = 2,
            Data = new JsonObject { ["Grams"] = (long)snapshot.Data!["Kilograms"]! * 1000, ["Stickers"] = new JsonArray() },
        },
        _ => snapshot with { Version = snapshot.Version + 1, State = snapshot.State == "Open" ? "Packed" : snapshot.State },
    };
}

[JsonSerializable(typeof(Parcel.Label))]
[JsonSerializable(typeof(Parcel.Packed))]
[JsonSerializable(typeof(Parcel.Sent))]
[JsonSerializable(typeof(Parcel.Weigh))]
[JsonSerializable(typeof(Parcel.Send))]
internal sealed partial class ParcelJson : JsonSerializerContext;
