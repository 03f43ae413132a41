using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>One log file that holds entries.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="First">Its first LSN.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="IsArchived">Whether RocksDB itself no longer needs it.</param>
internal readonly record struct LogFile(string Path, Lsn First, ulong Bytes, bool IsArchived);
