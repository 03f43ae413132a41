using Replication;

namespace Consumer;

/// <summary>Moves a machine from one place to another: what arrives is JSON.</summary>
internal static class Journey
{
    public static void Parcel(TextWriter output)
    {
        var parcel = Consumer.Parcel.Start(new Parcel.Packed(0), out _);
        var record = Consumer.Parcel.Record(new Parcel.Weigh(250), ParcelJson.Default);
        if (!TriggerRecord.TryParse(record.ToJson(), out var read, out var fault)) output.WriteLine(fault);
        else if (!parcel.TryFire(read, ParcelJson.Default, out _, out var why)) output.WriteLine(why);

        var saved = parcel.Save(ParcelJson.Default).ToJson();
        output.WriteLine(saved);
        if (!MachineSnapshot.TryParse(saved, out var snapshot, out fault)) output.WriteLine(fault);
        else if (!Consumer.Parcel.TryRestore(snapshot, ParcelJson.Default, out var restored, out fault)) output.WriteLine(fault);
        else output.WriteLine(restored.Save(ParcelJson.Default).ToJson() == saved);
    }
}
