namespace Replication.Tool.Graph;

/// <summary>Names the files of drawings.</summary>
internal static class FileNames
{
    /// <summary>A name for each machine: its own, or the full one where two would share a file, also where the file system ignores case.</summary>
    public static IReadOnlyDictionary<DeclaredMachine, string> Of(IReadOnlyList<DeclaredMachine> machines) => machines
        .GroupBy(machine => Safe(machine.Table.Name), StringComparer.OrdinalIgnoreCase)
        .SelectMany(same => same, (same, machine) => (machine, Name: same.Count() == 1 ? same.Key : Safe(machine.FullName)))
        .ToDictionary(named => named.machine, named => named.Name);

    public static string Part(string machine, string? part) => part is null ? machine : $"{machine}.{Safe(part)}";

    // Names come from metadata, where more is legal than in C#: none may lead out of the folder.
    private static string Safe(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '_' or '.' ? c : '_')).Trim('.');
}
