using CsCheck;

namespace Replication.Storage.RocksDb.Tests;

public sealed class ConvergenceTests
{
    private enum Act
    {
        Write,
        WriteUnsynced,
        Ship,
        ShipInSmallChunks,
        ReopenPrimary,
        ReopenReplica,
        CrashReplica,
        TakeCheckpoint,
        TakeReplicaCheckpoint,
        Recycle,
        BeginEpoch,
        TruncateReplica,
        Rebuild,
    }

    private static readonly Gen<(Act Act, int Seed)[]> Histories = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(Act.Write)),
            (2, Gen.Const(Act.WriteUnsynced)),
            (4, Gen.Const(Act.Ship)),
            (3, Gen.Const(Act.ShipInSmallChunks)),
            (1, Gen.Const(Act.ReopenPrimary)),
            (1, Gen.Const(Act.ReopenReplica)),
            (1, Gen.Const(Act.CrashReplica)),
            (1, Gen.Const(Act.TakeCheckpoint)),
            (1, Gen.Const(Act.TakeReplicaCheckpoint)),
            (1, Gen.Const(Act.Recycle)),
            (1, Gen.Const(Act.BeginEpoch)),
            (2, Gen.Const(Act.TruncateReplica)),
            (1, Gen.Const(Act.Rebuild))),
        Gen.Int[0, 1_000_000]).Array[1, 30];

    [Fact]
    public void Whatever_happens_in_between_a_replica_that_catches_up_or_is_rebuilt_equals_its_primary() =>
        Histories.Sample(
            history =>
            {
                using var run = new Run();
                run.Play(history);
            },
            iter: 60,
            threads: 2);

    private sealed class Run : IDisposable
    {
        private readonly Disk _disk = new();
        private RocksDbPrimary _primary;
        private RocksDbReplica _replica;
        private string _replicaName = "replica";
        private ulong _epoch = 1;
        private ulong _session = 1;
        private int _images;

        public Run()
        {
            _primary = _disk.Primary();
            _replica = _disk.Replica();
        }

        private Authority Authority => Words.Authority(_epoch, _session);

        public void Play((Act Act, int Seed)[] history)
        {
            foreach (var (act, seed) in history) Do(act, seed);
            _primary.Sync().Value();
            CatchUp(1 << 20);
            Assert.Equal(_primary.Checksum(), _replica.Checksum());
            Assert.Equal(_primary.ReadHistory().Value().Lineage, _replica.Promise(Authority).Value().Lineage);
        }

        public void Dispose() => _disk.Dispose();

        private void Do(Act act, int seed)
        {
            switch (act)
            {
                case Act.Write:
                case Act.WriteUnsynced:
                    using (var batch = new StoreBatch())
                    {
                        for (var i = 0; i < seed % 7; i++)
                        {
                            var key = BitConverter.GetBytes((seed / 7 + i * 31) % 97);
                            if ((seed + i) % 5 == 0) batch.Delete(key);
                            else batch.Put(key, BitConverter.GetBytes(seed * 31 + i));
                        }

                        _primary.Write(batch, sync: act == Act.Write).Value();
                    }

                    break;
                case Act.Ship:
                    CatchUp(1 << 20);
                    break;
                case Act.ShipInSmallChunks:
                    CatchUp(1 + seed % 300);
                    break;
                case Act.ReopenPrimary:
                    _primary.Dispose();
                    _primary = _disk.Primary(epoch: _epoch);
                    break;
                case Act.ReopenReplica:
                    _replica.Dispose();
                    _replica = _disk.Replica(_replicaName);
                    break;
                case Act.CrashReplica:
                    var image = $"image-{++_images}";
                    _disk.ImageOf(_replicaName, image);
                    _replica.Dispose();
                    _replicaName = image;
                    _replica = _disk.Replica(image);
                    break;
                case Act.TakeCheckpoint:
                    _primary.TakeCheckpoint().Value();
                    break;
                case Act.TakeReplicaCheckpoint:
                    _replica.TakeCheckpoint().Value();
                    break;
                case Act.Recycle:
                    _primary.RecycleLog(keepSinceCheckpoint: seed % 2 == 0).Value();
                    break;
                case Act.BeginEpoch:
                    _primary.BeginEpoch(new Epoch(++_epoch)).Value();
                    break;
                case Act.TruncateReplica:
                    var end = _replica.Promise(Authority).Value().Flushed.Value;
                    var to = new Lsn(end == 0 ? 0 : (ulong)seed % (end + 1));
                    var before = _replica.Checksum();
                    if (_replica.Truncate(Authority, to).TryGet(out var achieved, out var error))
                    {
                        Assert.Equal(to, achieved);
                        Assert.Equal(to, _replica.Checksum().At);
                    }
                    else
                    {
                        Assert.Equal(RecoveryCode.TruncationUnsafe, error.Code);
                        Assert.Equal(before, _replica.Checksum());
                        Assert.True(_replica.Promise(Authority).Value().BaseUnfinished);
                        Rebuild();
                    }

                    break;
                case Act.Rebuild:
                    Rebuild();
                    break;
                default:
                    throw new InvalidOperationException($"Unknown act {act}.");
            }
        }

        private void CatchUp(int maxBytes)
        {
            _session++;
            var flushed = _replica.Promise(Authority).Value().Flushed;
            if (!_primary.Pin(new PinRequest(PinKind.Wal, flushed, new SessionId(_session), Words.NoCaps)).TryGet(out var pin, out var error))
            {
                Assert.Equal(RecoveryCode.GapExceedsRetention, error.Code);
                Rebuild();
                return;
            }

            foreach (var chunk in _primary.Read(pin, flushed, new Lsn(ulong.MaxValue), maxBytes))
                flushed = _replica.Append(Authority, chunk.Value(), sync: true).Value();
            Assert.Equal(_primary.Durable, flushed);
            _primary.Release(pin);
        }

        private void Rebuild()
        {
            _session++;
            var pin = _primary.PinFullBase();
            _primary.SendBase(pin, _replica, Authority).GetAwaiter().GetResult();
            Assert.Equal(pin.From, _replica.FinishBase(Authority).Value());
            _primary.Release(pin);
        }
    }
}
