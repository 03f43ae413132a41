using System.Text.Json.Serialization;

namespace Replication.Generator.Tests.Machines;

/// <summary>A movable machine for several threads. Its state is torn when its halves differ.</summary>
[StateMachine<LedgerWhy>(Fence.Cas, Version = 1)]
[On<Low, Turn, High>]
[On<High, Turn, Low>]
public sealed partial class Meter
{
    public readonly record struct Low(long A, long B, long C, long D);

    public readonly record struct High(long A, long B, long C, long D);

    public readonly record struct Turn;

    static High On(in Low s, in Turn t) => new(s.A + 1, s.B + 1, s.C + 1, s.D + 1);

    static Low On(in High s, in Turn t) => new(s.A + 1, s.B + 1, s.C + 1, s.D + 1);
}

[JsonSerializable(typeof(Meter.Low))]
[JsonSerializable(typeof(Meter.High))]
internal sealed partial class MeterJson : JsonSerializerContext;
