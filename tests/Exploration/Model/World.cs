namespace Replication.Exploration.Model;

/// <summary>Everything that a move may look at or change.</summary>
internal struct World
{
    public int Epoch;            // the control plane's
    public int HighWater;        // the registry's
    public int Accepted;         // the epoch of the last intent accepted; 0 = none
    public Log Log;              // the primary's
    public int Committed;
    public int Tail;             // the checkpoint is there: one is taken whenever the log is cut
    public int Crashes;          // what is left of the faults
    public int Lost;
    public int Duplicated;
    public int Reordered;
    public int Restarts;
    public Replica First;
    public Replica Second;

    public static World Of(Bounds bounds) => new()
    {
        Epoch = 1,
        Crashes = bounds.Crashes,
        Lost = bounds.Lost,
        Duplicated = bounds.Duplicated,
        Reordered = bounds.Reordered,
        Restarts = bounds.Restarts,
    };

    public static World Read(in State state)
    {
        Span<ulong> words = [state.A, state.B, state.C];
        var bits = new Bits(words);
        return new World
        {
            Epoch = bits.Take(2),
            HighWater = bits.Take(2),
            Accepted = bits.Take(2),
            Log = new Log(bits.Take(Model.Log.Width)),
            Committed = bits.Take(3),
            Tail = bits.Take(3),
            Crashes = bits.Take(2),
            Lost = bits.Take(2),
            Duplicated = bits.Take(2),
            Reordered = bits.Take(2),
            Restarts = bits.Take(2),
            First = Replica.Read(ref bits),
            Second = Replica.Read(ref bits),
        };
    }

    public State Write()
    {
        Span<ulong> words = stackalloc ulong[3];
        words.Clear();
        var bits = new Bits(words);
        bits.Put(Epoch, 2);
        bits.Put(HighWater, 2);
        bits.Put(Accepted, 2);
        bits.Put(Log.Bits, Model.Log.Width);
        bits.Put(Committed, 3);
        bits.Put(Tail, 3);
        bits.Put(Crashes, 2);
        bits.Put(Lost, 2);
        bits.Put(Duplicated, 2);
        bits.Put(Reordered, 2);
        bits.Put(Restarts, 2);
        First.Write(ref bits);
        Second.Write(ref bits);
        return new State(words[0], words[1], words[2]);
    }

    public override readonly string ToString() =>
        $"epoch {Epoch}, high-water {HighWater}, accepted {Accepted}; primary {Log} committed {Committed} tail {Tail}\n    first: {First}\n    second: {Second}";
}
