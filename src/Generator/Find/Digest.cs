namespace Replication.Generator.Find;

/// <summary>Stands for what was digested: equal digests are taken for equal content. 128 bits of SHA-256, so that this is safe.</summary>
internal readonly record struct Digest(ulong High, ulong Low);
