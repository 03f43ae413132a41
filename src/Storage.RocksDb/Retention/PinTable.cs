using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>The pins of a primary and their caps. Thread-safe. Its lock is taken before that of the log whose bytes it asks for.</summary>
/// <param name="clock">Measures age.</param>
/// <param name="bytesHeld">How many bytes are kept only because of a pin, given the LSN it stands at.</param>
internal sealed class PinTable(TimeProvider clock, Func<PinKind, Lsn, ulong> bytesHeld)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, HeldPin> _pins = [];
    private ulong _lastId;

    /// <summary>Takes a pin. What it keeps was checked by the caller, under the same lock that guards dropping.</summary>
    public Pin Add(PinRequest request, Lsn from, Lsn to)
    {
        lock (_lock)
        {
            var pin = new Pin(++_lastId, request, from, to);
            _pins.Add(pin.Id, new HeldPin(pin, clock.GetTimestamp()));
            return pin;
        }
    }

    public void Advance(Pin pin, Lsn acknowledged)
    {
        lock (_lock)
        {
            if (!_pins.TryGetValue(pin.Id, out var held) || !held.HoldsLog) return;
            held.From = Lsn.Max(held.From, acknowledged);
            held.Since = clock.GetTimestamp();
        }
    }

    public RecoveryError Revocation(Pin pin)
    {
        lock (_lock)
        {
            return _pins.TryGetValue(pin.Id, out var held)
                ? held.Revocation
                : new RecoveryError(RecoveryCode.PinRevoked, $"pin {pin.Id}", "it was released, or is not of this store", "a pin that is held");
        }
    }

    /// <summary>Lets go of a pin; once more does nothing.</summary>
    public void Remove(Pin pin)
    {
        LogCursor? cursor = null;
        lock (_lock)
        {
            if (_pins.Remove(pin.Id, out var held)) cursor = held.Cursor;
        }

        cursor?.Dispose();
    }

    /// <summary>Revokes every pin that is beyond its caps.</summary>
    /// <returns>Whether any was.</returns>
    public bool Enforce()
    {
        var any = false;
        lock (_lock)
        {
            foreach (var held in _pins.Values)
            {
                if (!held.Holds) continue;
                held.Revocation = Excess(held);
                any |= !held.Holds;
            }
        }

        return any;
    }

    /// <summary>The LSN above which the log is pinned: the lowest of all WAL pins, or the highest LSN there is.</summary>
    public Lsn LogFloor()
    {
        lock (_lock) return _pins.Values.Where(held => held.HoldsLog).Select(held => held.From).DefaultIfEmpty(new Lsn(ulong.MaxValue)).Min();
    }

    public bool HoldsBase(Lsn at)
    {
        lock (_lock) return _pins.Values.Any(held => held.HoldsBase && held.From == at);
    }

    /// <summary>Takes the cursor left by the last read under a pin, if it stands at an LSN.</summary>
    public LogCursor? TakeCursor(Pin pin, Lsn position)
    {
        lock (_lock)
        {
            if (!_pins.TryGetValue(pin.Id, out var held) || held.Cursor?.Position != position) return null;
            var cursor = held.Cursor;
            held.Cursor = null;
            return cursor;
        }
    }

    /// <summary>Leaves a cursor for the next read under a pin.</summary>
    /// <returns>Whether the pin is still held and took it.</returns>
    public bool TryLeaveCursor(Pin pin, LogCursor cursor)
    {
        LogCursor? replaced;
        lock (_lock)
        {
            if (!_pins.TryGetValue(pin.Id, out var held) || !held.HoldsLog) return false;
            replaced = held.Cursor;
            held.Cursor = cursor;
        }

        replaced?.Dispose();
        return true;
    }

    private RecoveryError Excess(HeldPin held)
    {
        var (caps, pin) = (held.Pin.Request.Caps, held.Pin);
        var age = (ulong)Math.Max(0, (long)clock.GetElapsedTime(held.Since).TotalMilliseconds);
        if (caps.Age > 0 && age > caps.Age)
            return Revoked(pin, $"{age} ms since it was taken or last acknowledged", $"at most {caps.Age} ms");
        if (caps.Bytes == 0) return default;
        var bytes = bytesHeld(pin.Request.Kind, held.From);
        return bytes > caps.Bytes ? Revoked(pin, $"{bytes} bytes kept for it at LSN {held.From}", $"at most {caps.Bytes} bytes") : default;
    }

    private static RecoveryError Revoked(Pin pin, string stands, string legal) =>
        new(RecoveryCode.PinRevoked, $"pin {pin.Id} of session {pin.Request.Owner}", stands, legal);
}
