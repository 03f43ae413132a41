namespace Replication.Recovery;

/// <content>Pictures of the session.</content>
public sealed partial class Sender
{
    private SessionView? SessionView(in OwnerStep step) => _session switch
    {
        CatchUpSession catchUp => View(step, catchUp),
        RebuildSession rebuild => View(step, rebuild),
        _ => null,
    };

    private static SessionView View(in OwnerStep step, CatchUpSession session)
    {
        var view = Blank(session.Context, "init");
        switch (session.Now(step))
        {
            case { Connecting: { } }:
                return view with { Phase = "connecting" };
            case { Handshake: { } at } when at.TryRead(step, out var s):
                return view with
                {
                    Phase = "handshake",
                    Start = s.Start,
                    Target = s.Target,
                    Recovered = s.Start,
                    TruncateTo = s.TruncateTo,
                    Truncated = s.Truncated,
                };
            case { CatchUp: { } at } when at.TryRead(step, out var s):
                return view with
                {
                    Phase = "catchup",
                    Start = s.Start,
                    Target = s.Target,
                    Frozen = s.Target,
                    Recovered = s.Recovered,
                    TruncateTo = s.TruncateTo,
                    Truncated = s.Truncated,
                };
            default:
                return view;
        }
    }

    private static SessionView View(in OwnerStep step, RebuildSession session)
    {
        var view = Blank(session.Context, "init") with { RebuildPhase = "init" };
        return session.Now(step) switch
        {
            { Connecting: { } } => view with { Phase = "connecting" },
            { Handshake: { } at } when at.TryRead(step, out var s) => InRange(view, s),
            { SourceSelect: { } at } when at.TryRead(step, out var s) =>
                InRange(view, s.Range) with { RebuildPhase = "source_select", RebuildSource = s.Source.Kind },
            { Transfer: { } at } when at.TryRead(step, out var s) =>
                InRange(view, s.Range) with { RebuildPhase = "transfer", RebuildSource = s.Source.Kind, Base = s.Base },
            { TailReplay: { } at } when at.TryRead(step, out var s) =>
                InRange(view, s.Range) with { RebuildPhase = "tail_replay", RebuildSource = s.Source.Kind, Base = s.Source.Snapshot, Tail = s.Tail },
            _ => view,
        };
    }

    private static SessionView InRange(SessionView view, RebuildSession.Handshake range) =>
        view with { Phase = "handshake", Start = range.Start, Target = range.Target, Recovered = range.Start };

    private static SessionView Blank(in SessionContext context, string phase) =>
        new(context.Session, context.Epoch, context.Kind, phase, default, default, default, default, null, false, null, null);
}
