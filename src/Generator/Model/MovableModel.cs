namespace Replication.Generator.Model;

/// <summary>What a machine that can be saved, restored and replayed says of that.</summary>
/// <param name="Version">The version of its data, from 1.</param>
/// <param name="Migrates">Whether it says how to bring a snapshot of an earlier version up.</param>
internal sealed record MovableModel(int Version, bool Migrates);
