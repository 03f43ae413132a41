using System.Globalization;
using System.Text;

namespace Replication.Recovery;

/// <summary>What a journal was before it remembered more than session IDs: a file that holds their high-water as a decimal number, and nothing else.</summary>
internal static class FormerSessionFile
{
    /// <summary>Reads the high-water of such a file.</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, out ulong highWater) =>
        ulong.TryParse(file[Ascii.Trim(file)], NumberStyles.None, CultureInfo.InvariantCulture, out highWater);
}
