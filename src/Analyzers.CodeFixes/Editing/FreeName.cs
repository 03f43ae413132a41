using System.Globalization;
using Replication.Generator.Parse;

namespace Replication.Analyzers.CodeFixes.Editing;

/// <summary>A name for a new variable.</summary>
internal static class FreeName
{
    /// <summary>The name that is wanted, numbered where it is taken, as C# writes it.</summary>
    public static string Of(string wanted, HashSet<string> taken)
    {
        var name = wanted;
        for (var number = 2; taken.Contains(name); number++) name = wanted + number.ToString(CultureInfo.InvariantCulture);
        return SymbolText.Identifier(name);
    }
}
