using System.Collections.Immutable;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Parts machines whose names the file system, or a top-level class, could not tell apart.</summary>
internal static class UniqueNames
{
    public static IEnumerable<MachineModel> Assign(ImmutableArray<MachineModel> machines)
    {
        var hints = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var classes = new HashSet<string>(StringComparer.Ordinal);
        return machines
            .OrderBy(machine => machine.Type, StringComparer.Ordinal)
            .Select(machine => machine with
            {
                Hint = Free(machine.Hint, hints.Add),
                Transitions = Free(machine.Transitions, name => classes.Add(machine.Namespace + "." + name)),
            })
            .ToList();
    }

    private static string Free(string wish, Func<string, bool> take)
    {
        var name = wish;
        for (var number = 2; !take(name); number++) name = FormattableString.Invariant($"{wish}{number}");
        return name;
    }
}
