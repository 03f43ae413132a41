using System.Collections.Immutable;
using System.Text;

namespace Replication.Recovery.Tests;

/// <summary>One input line and what came of it.</summary>
internal sealed record TranscriptBlock(string Input, ImmutableArray<string> Output);

/// <summary>
/// A scenario as a document: a title and why it matters, as lines that begin with <c>#</c>; then blocks of an input line, <c>----</c> and the output up to an empty line.
/// A line of <c>#</c> before an input line says something about it.
/// </summary>
internal sealed record Transcript(ImmutableArray<string> Head, ImmutableArray<(ImmutableArray<string> Notes, TranscriptBlock Block)> Blocks)
{
    private const string Separator = "----";

    public static Transcript Parse(IReadOnlyList<string> lines)
    {
        var blocks = ImmutableArray.CreateBuilder<(ImmutableArray<string>, TranscriptBlock)>();
        var at = 0;
        var head = Take(lines, ref at, IsNote);
        if (head.Length < 2) throw new TranscriptFormatException("a transcript begins with '# title' and at least a line that says why it matters");
        while (true)
        {
            while (at < lines.Count && lines[at].Length == 0) at++;
            if (at == lines.Count) return new Transcript(head, blocks.ToImmutable());
            var notes = Take(lines, ref at, IsNote);
            if (at == lines.Count || lines[at].Length == 0) throw new TranscriptFormatException($"line {at + 1}: an input line is missing");
            var input = lines[at++];

            // A new scenario may be written as input lines only: the first rewrite adds what comes of them.
            if (at < lines.Count && lines[at] == Separator) at++;
            else if (at < lines.Count && lines[at].Length > 0) throw new TranscriptFormatException($"line {at + 1}: '{Separator}' or an empty line is missing");
            blocks.Add((notes, new TranscriptBlock(input, Take(lines, ref at, line => line.Length > 0))));
        }
    }

    public string Render()
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        foreach (var line in Head) Line(line);
        foreach (var (notes, (input, output)) in Blocks)
        {
            Line();
            foreach (var note in notes) Line(note);
            Line(input);
            Line(Separator);
            foreach (var line in output) Line(line);
        }

        return text.ToString();
    }

    private static bool IsNote(string line) => line.StartsWith('#');

    private static ImmutableArray<string> Take(IReadOnlyList<string> lines, ref int at, Predicate<string> belongs)
    {
        var first = at;
        while (at < lines.Count && belongs(lines[at])) at++;
        return [.. lines.Skip(first).Take(at - first)];
    }
}
