using Microsoft.CodeAnalysis;

namespace Replication.Analyzers.Rules;

/// <summary>The rules of tables: what is wrong with a machine before it runs.</summary>
internal static class TableRules
{
    private const string Category = "Replication.Table";

    // The one place that knows where the pages of the rules stand.
    internal const string Pages = "https://github.com/replication/replication/blob/main/docs/rules/";

    public static readonly DiagnosticDescriptor NotCompiled = new(
        "RPL0001", "The machine is not compiled", "'{0}' is not compiled into a state machine: {1}", Category, DiagnosticSeverity.Error, true,
        "The generator skips a class that it cannot compile. This rule says why.", Pages + "RPL0001.md");

    public static readonly DiagnosticDescriptor TooLarge = new(
        "RPL0002", "The table is too large",
        "'{0}' has {1} states and {2} triggers; a table can have {3} of each. Data within a state or a trigger tells apart what is handled alike.",
        Category, DiagnosticSeverity.Error, true,
        "The indices of states and triggers are bytes. The generator skips a larger table.", Pages + "RPL0002.md");

    public static readonly DiagnosticDescriptor NotAState = new(
        "RPL0003", "The row names what is not a state or a trigger", "'{0}' cannot be {1}: it is {2}. {3}.", Category, DiagnosticSeverity.Error, true,
        "States and triggers are structs; a source may also be an interface, which stands for every state that implements it.", Pages + "RPL0003.md");

    public static readonly DiagnosticDescriptor EmptyGroup = new(
        "RPL0004", "The group has no member",
        "No state of '{0}' implements '{1}', so this row makes no cell. States that could implement it: {2}.", Category, DiagnosticSeverity.Error, true,
        "A row that starts from an interface stands for every state of the machine that implements it.", Pages + "RPL0004.md");

    public static readonly DiagnosticDescriptor Duplicate = new(
        "RPL0005", "The row stands twice",
        "The row ({0}, {1}) -> {2} stands in the table already. A second row of a cell is a branch and leads to another state.",
        Category, DiagnosticSeverity.Error, true,
        "Two rows of one cell with different next states are a branch; with the same next state one of them says nothing, or something unintended.",
        Pages + "RPL0005.md");

    public static readonly DiagnosticDescriptor Unreachable = new(
        "RPL0006", "The state cannot be reached",
        "No path leads from the initial state '{1}' to '{0}'. A row from one of these would: {2}.", Category, DiagnosticSeverity.Error, true,
        "A machine can be in a state only if rows lead there from the initial state.", Pages + "RPL0006.md");

    public static readonly DiagnosticDescriptor DeadEnd = new(
        "RPL0007", "The state is a dead end",
        "From '{0}' no path leads to a terminal or resting state ({1}). A row from '{0}' to one of these would: {2}.", Category, DiagnosticSeverity.Error, true,
        "Where terminal or resting states are declared, every state must lead to one. A machine that never ends declares none.", Pages + "RPL0007.md");

    public static readonly DiagnosticDescriptor TerminalWithExit = new(
        "RPL0008", "The terminal state has a way out",
        "'{0}' is declared terminal, but this row leads from it to '{1}'. A terminal state has no row and belongs to no group that has one.",
        Category, DiagnosticSeverity.Error, true,
        "Terminal means that nothing can happen any more.", Pages + "RPL0008.md");

    public static readonly DiagnosticDescriptor NoBody = new(
        "RPL0009", "The cell has no body", "({0}, {1}) has no body and needs one, because {2}. Legal: {3}.", Category, DiagnosticSeverity.Error, true,
        "Where the next state has data, or where there are several next states, a body has to say what comes next. The generator skips the cell.",
        Pages + "RPL0009.md");

    public static readonly DiagnosticDescriptor IdleBody = new(
        "RPL0010", "The body serves no cell", "This body for ({0}, {1}) is never called: {2}", Category, DiagnosticSeverity.Error, true,
        "A method On of a machine is a body. One that is never called decides nothing, although it reads as if it did.", Pages + "RPL0010.md");

    public static readonly DiagnosticDescriptor OtherTargets = new(
        "RPL0011", "The body answers other states than its rows",
        "The body for ({0}, {1}) answers {2}, but the rows of this cell lead to {3}. It would have to return {4}.", Category, DiagnosticSeverity.Error, true,
        "Rows and body of a cell must say the same. The generator skips a cell where they do not.", Pages + "RPL0011.md");

    public static readonly DiagnosticDescriptor Impure = new(
        "RPL0012", "The body is not pure",
        "The {0} for ({1}, {2}) is not pure: it {3}. It may read its state, its trigger, its context and what never changes.",
        Category, DiagnosticSeverity.Error, true,
        "A body or guard may run twice, and is run again when a stream of triggers is replayed: it must answer the same each time and change nothing.",
        Pages + "RPL0012.md");

    public static readonly DiagnosticDescriptor NamedFrom = new(
        "RPL0013", "The parameter is called from",
        "A parameter of a body is called 'from', which begins a query in 'from with { ... }'. Any other name is legal, such as 's'.",
        Category, DiagnosticSeverity.Warning, true,
        "The parser takes 'from with' for a query; the errors that follow do not say so.", Pages + "RPL0013.md");

    public static readonly DiagnosticDescriptor Mutable = new(
        "RPL0014", "The data can change", "'{0}' of {1} '{2}' can change: {3}. {4}.", Category, DiagnosticSeverity.Warning, true,
        "What a state or a trigger holds is read more than once, by whoever has it. It must stay what it was when the machine decided on it.",
        Pages + "RPL0014.md");

    public static readonly DiagnosticDescriptor Undeclared = new(
        "RPL0015", "The cell is not declared",
        "'{1}' is exhaustive, and nothing says what happens in state '{0}' on {2}. Legal for each: a row [On<{0}, …>], or [Illegal<{0}, …>].",
        Category, DiagnosticSeverity.Error, true,
        "With Exhaustive = true every cell of a state that is not terminal is a row or declared illegal, so that none is forgotten.",
        Pages + "RPL0015.md");

    public static readonly DiagnosticDescriptor IdleIllegal = new(
        "RPL0016", "The declaration makes no cell illegal", "[Illegal<{0}, {1}>] makes no cell illegal: {2}",
        Category, DiagnosticSeverity.Error, true,
        "A cell that has a row of its own is legal, one that is declared illegal already is so, and what the table does not have has no cells.",
        Pages + "RPL0016.md");

    public static readonly DiagnosticDescriptor UnusedTrigger = new(
        "RPL0017", "The trigger is not used",
        "No row of '{1}' names '{0}', and nothing else does. Legal: a row with it as trigger or state, or no such struct.",
        Category, DiagnosticSeverity.Warning, true,
        "A struct in a machine reads as a trigger or a state. One that no row names was forgotten, in the table or here.", Pages + "RPL0017.md");

    public static readonly DiagnosticDescriptor SharedState = new(
        "RPL0018", "The state belongs to two machines",
        "'{0}' is a state of '{1}' and of '{2}': an At<{0}> of one could be handed to the other. Legal: a state of its own for each machine.",
        Category, DiagnosticSeverity.Error, true,
        "At<TState> is the capability to act on one machine. Where two machines have the same state, it says not which one.", Pages + "RPL0018.md",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor Entangled = new(
        "RPL0019", "Two machines know each other",
        "This row names '{0}' of '{1}', and rows of '{1}' name '{2}' of '{3}'. Legal: only one of the two knows the other.",
        Category, DiagnosticSeverity.Error, true,
        "Of two machines whose rows name each other's types neither can be read, tested or changed alone.", Pages + "RPL0019.md");

    public static readonly DiagnosticDescriptor Guard = new(
        "RPL0020", "The guard does not fit", "The guard of ({0}, {1}) -> {2} does not fit: {3}", Category, DiagnosticSeverity.Error, true,
        "A guard is a static bool method of the machine that takes the state and the trigger. The generator skips a cell whose guards do not fit.",
        Pages + "RPL0020.md");

    public static readonly DiagnosticDescriptor IdleHook = new(
        "RPL0021", "The hook is never called", "This method named '{0}' is never called: {1}", Category, DiagnosticSeverity.Error, true,
        "A method Entered or Exited of a machine is a hook of a state. One that is never called reads as if it were.", Pages + "RPL0021.md");

    public static readonly DiagnosticDescriptor Unwritten = new(
        "RPL0022", "The body is not written yet",
        "The {0} for ({1}, {2}) is not written yet: all it does is throw NotImplementedException, and the machine stays where it is",
        Category, DiagnosticSeverity.Warning, true,
        "A body that was added to be written later compiles. Until it is written, whoever fires its trigger hears an exception.", Pages + "RPL0022.md");
}
