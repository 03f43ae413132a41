namespace Replication.Recovery;

/// <summary>Why a session was asked for. The first three follow the catch-up lifecycle, the last the rebuild one.</summary>
public enum SessionKind : byte
{
    /// <summary><c>bootstrap</c>: a new replica.</summary>
    Bootstrap = 1,

    /// <summary><c>catchup</c>: a replica that was away.</summary>
    CatchUp,

    /// <summary><c>reassign</c>: a replica that got another role or place.</summary>
    Reassign,

    /// <summary><c>rebuild</c>: a replica whose log cannot be continued.</summary>
    Rebuild,
}
