// The case that was not thought of hides behind a default that throws.
using System;
using Engine;
using Replication;

public static class Program
{
    public static string Name(FenceOwner owner, At<Session.Connected> connected)
    {
        using var step = owner.Enter();
        if (!connected.TryDecide(step, true, out var outcome, out _)) return "refused";
        return outcome switch
        {
            { CatchUp: { } } => "catch-up",
            _ => throw new InvalidOperationException(),
        };
    }
}
