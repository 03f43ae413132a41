namespace Replication.Transport.Grpc.Tests.Doubles;

/// <summary>Keeps what was reported, in order, on the thread that reported it.</summary>
internal sealed class Reported : IProgress<BaseProgress>
{
    private readonly List<BaseProgress> _all = [];

    public Action<BaseProgress> Then { get; init; } = _ => { };

    public BaseProgress[] All
    {
        get
        {
            lock (_all) return [.. _all];
        }
    }

    public void Report(BaseProgress value)
    {
        lock (_all) _all.Add(value);
        Then(value);
    }
}
