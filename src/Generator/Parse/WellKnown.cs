namespace Replication.Generator.Parse;

/// <summary>Metadata names of the declarations that the parser reads.</summary>
internal static class WellKnown
{
    public const string Namespace = "Replication";
    public const string StateMachine = "StateMachineAttribute`1";
    public const string On = "OnAttribute";
    public const string Terminal = "TerminalAttribute";
    public const string Resting = "RestingAttribute";
    public const string MustComplete = "MustCompleteAttribute";
    public const string Illegal = "IllegalAttribute";
    public const string Next = "Next";
    public const string Body = "On";
    public const string When = "When";
    public const string SessionId = "SessionId";
    public const string Version = "Version";
    public const string Reusable = "Reusable";
    public const string Migrate = "Migrate";
    public const string Snapshot = "MachineSnapshot";
    public const string Entered = "Entered";
    public const string Exited = "Exited";
}
