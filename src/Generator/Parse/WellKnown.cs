namespace Replication.Generator.Parse;

/// <summary>Metadata names of the declarations that the parser reads.</summary>
internal static class WellKnown
{
    public const string Namespace = "Replication";
    public const string StateMachine = "Replication.StateMachineAttribute`1";
    public const string On = "OnAttribute`3";
    public const string Terminal = "TerminalAttribute`1";
    public const string Resting = "RestingAttribute`1";
    public const string Illegal = "IllegalAttribute`2";
    public const string Next = "Next";
    public const string Body = "On";
    public const string When = "When";
    public const string Entered = "Entered";
    public const string Exited = "Exited";
}
