using System.Text;

namespace Replication.Interop;

/// <summary>Turns whatever a Stateless machine calls its states and triggers into identifiers of one class, none twice.</summary>
internal sealed class DeclarationNames
{
    // What a machine inherits, what is generated into it, and what a declaration uses by its short name.
    private static readonly string[] _reserved =
    [
        "On", "Next", "Fence", "StateMachine", "Terminal", "At", "Rejection", "System", "Replication",
        "Definition", "Start", "Now", "Current", "State", "Match", "Table", "Transitions", "TryFire", "Owner", "StateNumber", "TriggerNumber",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
    ];

    private readonly HashSet<string> _taken = new(_reserved, StringComparer.Ordinal);

    /// <summary>A name of its own in Pascal case.</summary>
    /// <param name="text">What the machine calls it.</param>
    /// <param name="kind">What it is: goes before a number, and after a name that is taken.</param>
    public string Take(string text, string kind)
    {
        var name = Pascal(text, kind);
        if (_taken.Add(name)) return name;
        name += kind;
        var wish = name;
        for (var number = 2; !_taken.Add(name); number++) name = FormattableString.Invariant($"{wish}{number}");
        return name;
    }

    private static string Pascal(string text, string kind)
    {
        // Every word begins in upper case, so that no keyword can come out.
        var name = new StringBuilder();
        var begins = true;
        foreach (var letter in text)
        {
            var belongs = char.IsLetterOrDigit(letter);
            if (belongs) name.Append(begins ? char.ToUpperInvariant(letter) : letter);
            begins = !belongs;
        }

        if (name.Length == 0 || char.IsDigit(name[0])) name.Insert(0, kind);
        return name.ToString();
    }
}
