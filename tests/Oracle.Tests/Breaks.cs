using System.Text.RegularExpressions;

namespace Replication.Oracle.Tests;

/// <summary>
/// Ways to break what is generated, each as a generator with that fault would print it. They hang on how generated code is written: where that
/// changes, a break that no longer applies fails its test, and is to be written anew here.
/// </summary>
internal static partial class Breaks
{
    public static IReadOnlyList<(string Name, Func<string, string> Break)> All { get; } =
    [
        ("two branches are taken for each other", text => Branches().Replace(text, "${first}${two}${between}${one}${rest}")),
        ("a typed call asks no fence", text => Admission().Replace(text, "if (stamp > ulong.MaxValue)")),
        ("the stamp moves before the body is asked", text => Body().Replace(text, "stamp = PublishState(stamp, StateIndexOf(stamp), StateIndexOf(stamp)); ${body}")),
        ("a loop leaves its holder with a used-up value", text => LoopMove().Replace(text, "")),
        ("the dynamic door lacks a cell", text => DynamicCell().Replace(text, "", 1)),
        ("a used-up value still reads", text => StandingRead().Replace(text, "if (at.Stamp < ulong.MaxValue)")),
        ("the next state's data is not stored", text => SlotStore().Replace(text, "")),
        ("a refusal is stated for another trigger", text => RefusedTrigger().Replace(text, "${where}0);")),
        ("a guard is not asked", text => Guards().Replace(text, "if (trigger.Value >= 0 || ")),
        ("the table lacks a row", text => TableRows().Replace(text, "${rest}", 1)),
        ("the table lacks a cell that was declared illegal", text => TableIllegal().Replace(text, "", 1)),
        ("what is illegal is let in", text => Illegal().Replace(text, "_ => !")),
        ("an exit is not heard", text => Exits().Replace(text, "${line}")),
        ("an entry is heard before the exit", text => ExitThenEntry().Replace(text, "${line}${entry}${line}${exit}")),
        ("a hook runs before the transition is made", text => PublishThenHook().Replace(text, "${line}${hook}${line}${publish}")),
        ("a machine is saved without its count", text => SavedCount().Replace(text, "Transitions = 0,")),
        ("a machine is restored without its data", text => RestoredData().Replace(text, "")),
        ("the data of a record is not read", text => RecordData().Replace(text, "${read} && (trigger = default) is var _")),
        ("a default session ID is let in", text => SessionDefault().Replace(text, "if (session != 0 && ${other})")),
        ("whoever presents a session ID is let in", text => SessionOther().Replace(text, "${default}")),
    ];

    [GeneratedRegex(
        @"(?<first>case 1:\s+(?:_\w+ = [^;]+;\s+)?stamp = PublishState\(stamp, StateNumber\.\w+, )(?<one>StateNumber\.\w+)"
        + @"(?<between>\);\s+break;\s+(?:case 2|default):\s+(?:_\w+ = [^;]+;\s+)?stamp = PublishState\(stamp, StateNumber\.\w+, )"
        + @"(?<two>StateNumber\.\w+)(?<rest>\))")]
    private static partial Regex Branches();

    [GeneratedRegex(@"if \(!machine\.HoldsStamp\(stamp\)\)")]
    private static partial Regex Admission();

    [GeneratedRegex(@"(?<body>(?:var answer = |if \(!)On\()")]
    private static partial Regex Body();

    [GeneratedRegex(@"^\s+machine\.MoveAt\(ref at, stamp\);\n", RegexOptions.Multiline)]
    private static partial Regex LoopMove();

    [GeneratedRegex(@"^\s+StateNumber\.\w+ => \w+On\w+\(ref stamp.*\n", RegexOptions.Multiline)]
    private static partial Regex DynamicCell();

    [GeneratedRegex(@"if \(machine\.(?:HoldsStamp|Stands)\((?:in step, )?at\.Stamp\)\)")]
    private static partial Regex StandingRead();

    [GeneratedRegex(@"^\s+_\w+ = (?:answer\.State\d?|next);\n", RegexOptions.Multiline)]
    private static partial Regex SlotStore();

    [GeneratedRegex(@"(?<where>(?:answer\.Rejection|refusal)\.In\(\w+, StateNumber\.\w+, )TriggerNumber\.\w+\);")]
    private static partial Regex RefusedTrigger();

    [GeneratedRegex(@"if \((?=G\d+On\d+To\d+\()")]
    private static partial Regex Guards();

    [GeneratedRegex(@"^\s+new\(StateNumber\.\w+, TriggerNumber\.\w+, StateNumber\.\w+\),\n(?<rest>)", RegexOptions.Multiline)]
    private static partial Regex TableRows();

    [GeneratedRegex(@"^\s+new\(StateNumber\.\w+, TriggerNumber\.\w+\),\n", RegexOptions.Multiline)]
    private static partial Regex TableIllegal();

    [GeneratedRegex(@"_ => (?=RefuseAsIllegal\()")]
    private static partial Regex Illegal();

    [GeneratedRegex(@"(?<line>\n\s+)Exited\([^;]+;")]
    private static partial Regex Exits();

    [GeneratedRegex(@"(?<line>\n\s+)(?<exit>Exited\([^;]+;)\s+(?<entry>Entered\([^;]+;)")]
    private static partial Regex ExitThenEntry();

    [GeneratedRegex(@"(?<line>\n\s+)(?<publish>stamp = PublishState\([^;]+;)\s+(?<hook>(?:Exited|Entered)\([^;]+;)")]
    private static partial Regex PublishThenHook();

    [GeneratedRegex(@"Transitions = TransitionsOf\(stamp\),")]
    private static partial Regex SavedCount();

    [GeneratedRegex(@"^\s+if \(!current\.TryReadData\(.*\n", RegexOptions.Multiline)]
    private static partial Regex RestoredData();

    [GeneratedRegex(@"(?<read>record\.TryRead\(json, out \S+ trigger, out fault\))")]
    private static partial Regex RecordData();

    [GeneratedRegex(@"if \(\S+\.Equals\(session, default!\) \|\| (?<other>.*)\)(?=\n)")]
    private static partial Regex SessionDefault();

    [GeneratedRegex(@"(?<default>if \(\S+\.Equals\(session, default!\)) \|\| .*(?=\)\n)")]
    private static partial Regex SessionOther();
}
