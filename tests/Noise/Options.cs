namespace Replication.Noise;

/// <summary>How much of the contract is put on sources that know nothing of it.</summary>
internal enum Bite
{
    /// <summary>Nothing: the sources as they are.</summary>
    None,

    /// <summary>What fits: disposable types, builders, pools, values that never change.</summary>
    Fitting,

    /// <summary>Everything that can carry an attribute. What is reported says little; what crashes or takes long says a lot.</summary>
    Hard,
}

/// <summary>What the command line asks for.</summary>
/// <param name="Bite">How much of the contract is put on the sources.</param>
/// <param name="References">Folders of assemblies that the sources refer to, besides the framework.</param>
/// <param name="Defined">Preprocessor symbols, besides those of .NET 10.</param>
/// <param name="Slowest">How many of the slowest files are shown; 0 = they are not measured.</param>
/// <param name="Errors">How many of the compiler's errors are shown.</param>
/// <param name="Folders">The folders of sources, each a compilation; several joined by a plus are one.</param>
internal sealed record Options(Bite Bite, List<string> References, List<string> Defined, int Slowest, int Errors, List<string> Folders)
{
    public const string Usage = "usage: noise [--bite | --bite-hard] [--reference DIR]... [--define SYMBOL]... [--slowest N] [--errors N] FOLDER[+FOLDER...]...";

    /// <summary>Reads a command line; <see langword="null"/> where it asks for nothing.</summary>
    public static Options? Read(IEnumerable<string> arguments)
    {
        var options = new Options(Bite.None, [], [], 0, 0, []);
        using var next = arguments.GetEnumerator();
        while (next.MoveNext())
        {
            switch (next.Current)
            {
                case "--bite": options = options with { Bite = Bite.Fitting }; break;
                case "--bite-hard": options = options with { Bite = Bite.Hard }; break;
                case "--reference" when next.MoveNext(): options.References.Add(next.Current); break;
                case "--define" when next.MoveNext(): options.Defined.Add(next.Current); break;
                case "--slowest" when next.MoveNext() && int.TryParse(next.Current, out var slowest): options = options with { Slowest = slowest }; break;
                case "--errors" when next.MoveNext() && int.TryParse(next.Current, out var errors): options = options with { Errors = errors }; break;
                case var folder when !folder.StartsWith('-'): options.Folders.Add(folder); break;
                default: return null;
            }
        }

        return options.Folders.Count > 0 ? options : null;
    }
}
