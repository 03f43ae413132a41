using System.Globalization;
using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>
/// What a store durably knows beside its data: everything that must not take a sequence number. The content's generation stands in it too, so that
/// swapping the content and clearing the unfinished mark are one rename and cannot contradict each other after a crash.
/// </summary>
/// <param name="Volume">The volume the store holds.</param>
/// <param name="Store">The store: new for every empty folder.</param>
/// <param name="PromisedEpoch">The highest epoch promised, or led.</param>
/// <param name="PromisedSession">The highest session promised under it.</param>
/// <param name="LedEpoch">The highest epoch this store itself wrote as the primary: an epoch is written by one primary only.</param>
/// <param name="BaseUnfinished">Whether a base was begun and never verified.</param>
/// <param name="Generation">Which generation folder holds the content.</param>
internal sealed record StoreRecord(
    VolumeId Volume, StoreId Store, Epoch PromisedEpoch, SessionId PromisedSession, Epoch LedEpoch, bool BaseUnfinished, ulong Generation)
{
    private const string Header = "replication store record 1";

    public static StoreRecord ForEmptyFolder(VolumeId volume) =>
        new(volume, new StoreId(Guid.NewGuid().ToString("N")), Epoch.None, SessionId.None, Epoch.None, BaseUnfinished: false, Generation: 1);

    public void Save(string path) => ChecksummedText.Replace(
        path,
        [
            Header,
            "volume=" + Uri.EscapeDataString(Volume.Value),
            "store=" + Uri.EscapeDataString(Store.Value),
            "promised_epoch=" + PromisedEpoch,
            "promised_session=" + PromisedSession,
            "led_epoch=" + LedEpoch,
            "base_unfinished=" + (BaseUnfinished ? "yes" : "no"),
            "generation=" + Generation.ToString(CultureInfo.InvariantCulture),
        ]);

    /// <exception cref="InvalidDataException">The file is torn, or of a form this version does not know.</exception>
    public static StoreRecord Load(string path)
    {
        var lines = ChecksummedText.Read(path);
        if (lines.Length != 8 || lines[0] != Header)
            throw new InvalidDataException($"The file {path} is not a store record of version 1.");
        return new StoreRecord(
            new VolumeId(Uri.UnescapeDataString(Value(1, "volume"))),
            new StoreId(Uri.UnescapeDataString(Value(2, "store"))),
            new Epoch(Number(3, "promised_epoch")),
            new SessionId(Number(4, "promised_session")),
            new Epoch(Number(5, "led_epoch")),
            Value(6, "base_unfinished") == "yes",
            Number(7, "generation"));

        string Value(int line, string key) =>
            lines[line].StartsWith(key + '=', StringComparison.Ordinal)
                ? lines[line][(key.Length + 1)..]
                : throw new InvalidDataException($"The file {path} has no '{key}' in line {line + 1}.");

        ulong Number(int line, string key) =>
            ulong.TryParse(Value(line, key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new InvalidDataException($"The file {path} has no number for '{key}' in line {line + 1}.");
    }
}
