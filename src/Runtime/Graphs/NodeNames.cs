#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>Gives every node of one drawing a name of its own.</summary>
internal sealed class NodeNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The wish, with a number where it is taken.</summary>
    public string Take(string wish)
    {
        var name = wish;
        for (var number = 2; !_taken.Add(name); number++) name = FormattableString.Invariant($"{wish}_{number}");
        return name;
    }
}
