using Replication.Recovery;
using RocksDbSharp;

namespace Replication.Storage.RocksDb;

/// <summary>What a disk or the engine may refuse, told apart from faults of the program, which stay exceptions.</summary>
internal static class StorageFault
{
    public static bool Is(Exception exception) =>
        exception is RocksDbSharpException or IOException or UnauthorizedAccessException or InvalidDataException;

    public static RecoveryError Of(string presented, Exception exception) =>
        new(RecoveryCode.StorageFailed, presented, $"{exception.GetType().Name}: {exception.Message}", "a store whose disk and engine work");

    public static RecoveryError Closed(string presented) =>
        new(RecoveryCode.StorageFailed, presented, "the store is closed", "a store that is open");
}
