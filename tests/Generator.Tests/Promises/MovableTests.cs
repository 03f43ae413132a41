using CsCheck;
using Replication.Generator.Tests.Harness;
using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class MovableTests
{
    private const string Saved =
        """{"machine":"Parcel","version":3,"state":"Packed","transitions":1,"context":{"Number":7,"To":"Ada"},"data":{"Grams":500,"Stickers":["fragile"]}}""";

    private readonly FenceOwner _owner = new();

    [Fact]
    public void What_was_saved_is_restored_with_state_data_context_and_count()
    {
        using var step = _owner.Enter();
        var snapshot = Weighed(step).Save(step, ParcelJson.Default);
        Assert.Equal(Saved, snapshot.ToJson());

        Assert.True(MachineSnapshot.TryParse(snapshot.ToJson(), out var parsed, out _));
        Assert.True(Parcel.TryRestore(step, parsed, ParcelJson.Default, out var parcel, out _));

        Assert.Equal(("Packed", 1UL), (parcel.Now(step).State, parcel.Transitions));
        Assert.Equal(["fragile"], parcel.Now(step).Packed!.Value.Read(step).Stickers);
        Assert.True(parcel.TryEnter(step, 7, out _, out _));
        Assert.Equal(Saved, parcel.Save(step, ParcelJson.Default).ToJson());
        Assert.True(parcel.TryFire(step, new Parcel.Send(TimeSpan.FromHours(3)), out _, out _));
    }

    [Fact]
    public void A_value_of_the_machine_that_was_saved_is_no_value_of_the_one_restored()
    {
        using var step = _owner.Enter();
        var old = Parcel.Start(step, new Parcel.Label(7, "Ada"), new Parcel.Packed(0, []), out var packed);
        Assert.True(Parcel.TryRestore(step, old.Save(step, ParcelJson.Default), ParcelJson.Default, out var parcel, out _));

        Assert.True(packed.TryWeigh(step, 500, "fragile", out _));

        Assert.Equal((1UL, 0UL), (old.Transitions, parcel.Transitions));
    }

    [Fact]
    public void A_snapshot_of_an_earlier_version_is_migrated_step_by_step()
    {
        const string First = """{"machine":"Parcel","version":1,"state":"Open","transitions":4,"context":{"Number":7,"To":"Ada"},"data":{"Kilograms":2}}""";
        using var step = _owner.Enter();

        Assert.True(MachineSnapshot.TryParse(First, out var snapshot, out _));
        Assert.True(Parcel.TryRestore(step, snapshot, ParcelJson.Default, out var parcel, out _));

        Assert.Equal(2000, parcel.Now(step).Packed!.Value.Read(step).Grams);
        Assert.Equal(4UL, parcel.Transitions);
    }

    [Theory]
    [InlineData("\"machine\":\"Parcel\"", "\"machine\":\"Letter\"", SnapshotFaultCode.OtherMachine, "a snapshot of Letter, and Parcel is to be restored")]
    [InlineData("\"version\":3", "\"version\":4", SnapshotFaultCode.NewerVersion, "of version 4, and Parcel is at version 3")]
    [InlineData("\"version\":3", "\"version\":0", SnapshotFaultCode.Malformed, "versions begin at 1")]
    [InlineData("\"transitions\":1", "\"transitions\":72057594037927936", SnapshotFaultCode.Malformed, "the most is 2^56 - 1")]
    [InlineData("Packed", "Lost", SnapshotFaultCode.UnknownState, "no state Lost; its states are Packed, Sent, Delivered")]
    [InlineData("Packed", "Delivered", SnapshotFaultCode.Unreadable, "State Delivered has no data, and data was presented")]
    [InlineData("500", "\"heavy\"", SnapshotFaultCode.Unreadable, "The state is a Packed, and the data presented is not: ")]
    [InlineData("\"Number\":7", "\"Number\":-7", SnapshotFaultCode.Unreadable, "The context is a Label")]
    [InlineData("\"Number\":7", "\"Number\":0", SnapshotFaultCode.Unreadable, "no session ID")]
    [InlineData(",\"data\":{\"Grams\":500,\"Stickers\":[\"fragile\"]}", "", SnapshotFaultCode.Unreadable, "no data was presented")]
    public void A_snapshot_that_cannot_be_restored_says_why_and_makes_nothing(string old, string now, SnapshotFaultCode code, string message)
    {
        using var step = _owner.Enter();
        Assert.True(MachineSnapshot.TryParse(Saved.Replace(old, now, StringComparison.Ordinal), out var snapshot, out _));

        Assert.False(Parcel.TryRestore(step, snapshot, ParcelJson.Default, out var parcel, out var fault));

        Assert.Null(parcel);
        Assert.Equal(code, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "This is not the JSON of a snapshot")]
    [InlineData("[]", "a JSON object is legal")]
    [InlineData("{}", "\"machine\" is missing or no text")]
    [InlineData("""{"machine":1,"version":1,"state":"A","transitions":0}""", "\"machine\" is missing or no text")]
    [InlineData("""{"machine":"M","version":1.5,"state":"A","transitions":0}""", "\"version\" is missing or no whole number")]
    [InlineData("""{"machine":"M","version":1,"state":"A","transitions":-1}""", "\"transitions\" is missing or no whole number")]
    [InlineData("""{"machine":"M","version":1,"state":"A","transitions":0,"more":1}""", "\"more\" is none of machine, version")]
    [InlineData("""{"machine":"M","machine":"N","version":1,"state":"A","transitions":0}""", "not the JSON of a snapshot")]
    public void What_is_no_snapshot_says_what_is_wrong_with_it(string json, string message)
    {
        Assert.False(MachineSnapshot.TryParse(json, out var snapshot, out var fault));

        Assert.Null(snapshot);
        Assert.Equal(SnapshotFaultCode.Malformed, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_that_does_not_migrate_says_what_would_be_legal()
    {
        var meter = Meter.Start(new Meter.Low(1, 1, 1, 1), out _);
        var snapshot = meter.Save(MeterJson.Default);

        Assert.False(Meter.TryRestore(snapshot with { Version = 2 }, MeterJson.Default, out _, out var newer));
        Assert.Equal(SnapshotFaultCode.NewerVersion, newer.Code);
        Assert.True(Meter.TryRestore(snapshot, MeterJson.Default, out _, out _));
        Assert.False(snapshot.TryBring(Meter.Definition, 2, null, out _, out _, out var fault));
        Assert.Equal(SnapshotFaultCode.NotMigrated, fault.Code);
        Assert.False(snapshot.TryBring(Meter.Definition, 2, old => old, out _, out _, out fault));
        Assert.Contains("from version 1 Migrate led to version 1; legal is 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_the_JSON_context_does_not_know_is_named()
    {
        using var step = _owner.Enter();
        var parcel = Weighed(step);

        var thrown = Assert.Throws<ArgumentException>("json", () => Save(parcel));

        Assert.Contains("add [JsonSerializable(typeof(Packed))]", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recorded_stream_replays_to_the_same_state()
    {
        var walk = Gen.OneOf(
            Gen.Select(Gen.Long[0, 3], Gen.String[Gen.Char.AlphaNumeric, 0, 5]).Select((grams, sticker) => (object)new Parcel.Weigh(grams, sticker)),
            Gen.Int[0, 9].Select(hours => (object)new Parcel.Send(TimeSpan.FromHours(hours))),
            Gen.Const((object)default(Parcel.Deliver))).List[0, 30];
        walk.Sample(
            triggers =>
            {
                using var step = _owner.Enter();
                var (original, replayed) = (Empty(step), Empty(step));
                foreach (var trigger in triggers)
                {
                    var (made, why, record) = Fire(original, trigger);
                    Assert.True(TriggerRecord.TryParse(record.ToJson(), out var read, out _));
                    Assert.Equal(made, replayed.TryFire(step, read, ParcelJson.Default, out _, out var whyAgain));
                    Assert.Equal(why, whyAgain.ToString());
                }

                Assert.Equal(original.Save(step, ParcelJson.Default).ToJson(), replayed.Save(step, ParcelJson.Default).ToJson());
            },
            iter: 500);
    }

    [Theory]
    [InlineData("""{"trigger":"Fly"}""", "the record of a trigger Fly was presented; the triggers are Weigh, Send, Deliver.")]
    [InlineData("""{"trigger":"Weigh"}""", "Weigh is a Weigh, and no data was presented.")]
    [InlineData("""{"trigger":"Weigh","data":{"Grams":"x"}}""", "and the data presented is not: ")]
    [InlineData("""{"trigger":"Deliver","data":{}}""", "Deliver has no data, and data was presented.")]
    public void A_record_that_cannot_be_read_is_refused_and_changes_nothing(string json, string message)
    {
        using var step = _owner.Enter();
        var parcel = Weighed(step);
        Assert.True(TriggerRecord.TryParse(json, out var record, out _));

        Assert.False(parcel.TryFire(step, record, ParcelJson.Default, out _, out var why));

        Assert.Equal((RejectionKind.Unreadable, 1UL), (why.Kind, parcel.Transitions));
        Assert.Contains(message, why.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_record_says_what_is_wrong_with_it()
    {
        Assert.False(TriggerRecord.TryParse("""{"data":{}}""", out var record, out var fault));
        Assert.Null(record);
        Assert.Contains("\"trigger\" is missing or no text", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_of_several_threads_is_saved_whole()
    {
        var meter = Meter.Start(new Meter.Low(0, 0, 0, 0), out _);
        var isSaved = false;
        long fired = 0;
        Race.Run(3, runner =>
        {
            // Two move it on for as long as the third saves it, however the threads are given their time.
            while (runner < 2 && !Volatile.Read(ref isSaved))
            {
                Assert.True(meter.TryFire(new Meter.Turn(), out _, out _));
                Interlocked.Increment(ref fired);
            }

            if (runner < 2) return;
            try
            {
                for (var i = 0; i < 500; i++)
                {
                    var snapshot = meter.Save(MeterJson.Default);
                    var count = (long)snapshot.Transitions;
                    Assert.Equal(count % 2 == 0 ? "Low" : "High", snapshot.State);
                    Assert.All(snapshot.Data!.AsObject(), word => Assert.Equal(count, (long)word.Value!));
                }
            }
            finally
            {
                Volatile.Write(ref isSaved, true);
            }
        });

        Assert.Equal((ulong)fired, meter.Transitions);
    }

    [Fact]
    public void Permitted_triggers_are_those_with_a_row_in_the_state()
    {
        using var step = _owner.Enter();
        var parcel = Weighed(step);

        Assert.Equal(["Weigh", "Send"], parcel.PermittedTriggers);
        Assert.True(parcel.TryFire(step, new Parcel.Send(default), out _, out _));
        Assert.Equal(["Deliver"], parcel.PermittedTriggers);
    }

    private static Parcel Empty(in OwnerStep step) => Parcel.Start(step, new Parcel.Label(7, "Ada"), new Parcel.Packed(0, []), out _);

    private static Parcel Weighed(in OwnerStep step)
    {
        var parcel = Empty(step);
        Assert.True(parcel.TryFire(step, new Parcel.Weigh(500, "fragile"), out _, out _));
        return parcel;
    }

    private void Save(Parcel parcel)
    {
        using var step = _owner.Enter();
        parcel.Save(step, MeterJson.Default);
    }

    private (bool Made, string Why, TriggerRecord Record) Fire(Parcel parcel, object trigger)
    {
        using var step = _owner.Enter();
        Rejection<LedgerWhy> why;
        return trigger switch
        {
            Parcel.Weigh weigh => (parcel.TryFire(step, weigh, out _, out why), why.ToString(), Parcel.Record(weigh, ParcelJson.Default)),
            Parcel.Send send => (parcel.TryFire(step, send, out _, out why), why.ToString(), Parcel.Record(send, ParcelJson.Default)),
            _ => (parcel.TryFire(step, new Parcel.Deliver(), out _, out why), why.ToString(), Parcel.Record(new Parcel.Deliver(), ParcelJson.Default)),
        };
    }
}
