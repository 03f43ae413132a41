namespace Replication.Generator.Parse;

/// <summary>What keeps the generator from compiling a machine.</summary>
internal enum Obstacle
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is a record: generated equality would compare machines by their fields.</summary>
    Record,

    /// <summary>It is static and has no instances.</summary>
    Static,

    /// <summary>It is abstract and cannot be started.</summary>
    Abstract,

    /// <summary>It is generic, or stands in a generic type, and a state does not carry its type parameters: a value of it would not tell whose it is.</summary>
    Generic,

    /// <summary>Its reasons to refuse are no enum.</summary>
    Reasons,

    /// <summary>Its fence mode is a number that names no mode.</summary>
    Fence,

    /// <summary>Its initial state is no struct.</summary>
    Initial,

    /// <summary>The type of its context is unknown.</summary>
    Context,

    /// <summary>What it calls its session ID is no property or field of its context, or there is no context.</summary>
    SessionId,

    /// <summary>Its version is negative.</summary>
    Version,

    /// <summary>It is to begin again, and has no terminal state, or several callers at a time.</summary>
    Reusable,

    /// <summary>It has no sound row and no initial state.</summary>
    Empty,

    /// <summary>It has more states or triggers than an index can tell apart.</summary>
    TooLarge,

    /// <summary>A type in its signatures is private, protected or file-local: generated code cannot name it.</summary>
    Hidden,
}
