namespace Replication;

/// <summary>
/// The parameter is the session ID that the caller was given when the session was assigned, and is checked against what stands. A default value, a
/// literal, or an ID that is read at the moment of use is no such ID: whoever presents what stands cannot be told from whoever was superseded.
/// </summary>
/// <remarks>Rules RPL1009 (no ID), RPL1010 (read at the moment of use) and RPL1011 (its session is over). The door that a machine generates for a session ID has it.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RequiresSessionIdAttribute : Attribute
{
    /// <summary>Whether the call ends the session: its ID opens nothing afterwards.</summary>
    public bool Ends { get; init; }
}
