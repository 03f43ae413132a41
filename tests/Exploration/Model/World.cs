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
    public Replica First;
    public Replica Second;

    public static World Beginning => new() { Epoch = 1 };

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
            First = Replica.Read(ref bits),
            Second = Replica.Read(ref bits),
        };
    }

    /// <summary>The state.</summary>
    /// <param name="isSymmetric">Whether both replicas may do the same: then they have no names, and of two worlds that differ in which is which one stands for both.</param>
    public State Write(bool isSymmetric)
    {
        if (isSymmetric && First.Weight().CompareTo(Second.Weight()) < 0) (First, Second) = (Second, First);
        Span<ulong> words = stackalloc ulong[3];
        words.Clear();
        var bits = new Bits(words);
        bits.Put(Epoch, 2);
        bits.Put(HighWater, 2);
        bits.Put(Accepted, 2);
        bits.Put(Log.Bits, Model.Log.Width);
        bits.Put(Committed, 3);
        bits.Put(Tail, 3);
        First.Write(ref bits);
        Second.Write(ref bits);
        return new State(words[0], words[1], words[2]);
    }

    public override readonly string ToString() =>
        $"epoch {Epoch}, high-water {HighWater}, accepted {Accepted}; primary {Log} committed {Committed} tail {Tail}\n    first: {First}\n    second: {Second}";
}
