namespace Replication.Generator.Parse;

/// <summary>Hands out names of one scope, none twice.</summary>
internal sealed class NamePool
{
    private readonly HashSet<string> _taken;

    public NamePool(params string[] reserved) => _taken = new HashSet<string>(reserved, StringComparer.Ordinal);

    /// <summary>Takes the first of the wishes that is free, or the last one with a number.</summary>
    public string Take(params string[] wishes)
    {
        foreach (var wish in wishes)
        {
            if (_taken.Add(wish)) return wish;
        }

        var last = wishes[wishes.Length - 1];
        for (var number = 2; ; number++)
        {
            var numbered = FormattableString.Invariant($"{last}{number}");
            if (_taken.Add(numbered)) return numbered;
        }
    }
}
