using System.Diagnostics;

namespace Replication.Recovery;

/// <summary>The span of one session while it is open.</summary>
internal sealed class SessionSpan
{
    private readonly Activity _activity;
    private readonly int _eventLimit;
    private int _events;
    private long _dropped;

    private SessionSpan(Activity activity, int eventLimit)
    {
        _activity = activity;
        _eventLimit = eventLimit;
    }

    /// <summary>Starts a span at the time of an event; none when nobody listens.</summary>
    public static SessionSpan? Start(ActivitySource source, in RecoveryEvent e, int eventLimit)
    {
        if (!source.HasListeners()) return null;
        var tags = new KeyValuePair<string, object?>[]
        {
            new("replication.volume", e.Volume.Value),
            new("replication.replica", e.Replica.Value),
            new("replication.session", e.Session.ToString()),
        };
        using var detached = new Detached();
        var activity = source.StartActivity(ActivityKind.Internal, default, tags, startTime: e.Time, name: "recovery session");
        return activity is null ? null : new SessionSpan(activity, eventLimit);
    }

    public void Add(in RecoveryEvent e)
    {
        if (!_activity.IsAllDataRequested || IsFull()) return;
        var tags = new ActivityTagsCollection { { "replication.sequence", (long)e.Sequence } };
        if (e.Detail != EventDetail.None) tags.Add("replication.event.detail", e.Detail.ToString());
        _activity.AddEvent(new ActivityEvent(e.Kind.Text(), e.Time, tags));
    }

    public void Missed(ulong count, DateTimeOffset at)
    {
        if (!_activity.IsAllDataRequested || IsFull()) return;
        _activity.AddEvent(new ActivityEvent("events_missed", at, new ActivityTagsCollection { { "replication.events_missed", (long)count } }));
    }

    public void End(DateTimeOffset at, string cause)
    {
        _activity.SetTag("replication.session.end_cause", cause);
        if (_dropped > 0) _activity.SetTag("replication.events_dropped", _dropped);
        if (cause is not (EndCauseTag.Completed or EndCauseTag.Unobserved)) _activity.SetStatus(ActivityStatusCode.Error, cause);
        _activity.SetEndTime(at.UtcDateTime);
        using var detached = new Detached();
        _activity.Stop();
    }

    // A session may be refused again and again without ending; its span must not grow with that.
    private bool IsFull()
    {
        if (_events == _eventLimit)
        {
            _dropped++;
            return true;
        }

        _events++;
        return false;
    }

    // Spans of sessions overlap: none is the parent of another, nor of what the thread does next, nor a child of what it did.
    private readonly ref struct Detached : IDisposable
    {
        private readonly Activity? _current;

        public Detached()
        {
            _current = Activity.Current;
            Activity.Current = null;
        }

        public void Dispose() => Activity.Current = _current;
    }
}
