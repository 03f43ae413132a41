using System.Text;

namespace Replication.Generator.Emit;

/// <summary>Collects lines, indented, ending in LF on every system.</summary>
/// <remarks>Empty lines part members: none is doubled, and none stands at an edge of braces.</remarks>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _space;
    private bool _atEdge = true;

    /// <summary>Writes a block of lines at the current depth. Their own indentation is kept.</summary>
    public void Write(string block)
    {
        // A file is long, so no text is made for a line.
        for (var start = 0; start <= block.Length;)
        {
            var end = block.IndexOf('\n', start);
            if (end < 0) end = block.Length;
            WriteLine(block, start, end);
            start = end + 1;
        }
    }

    /// <summary>Writes lines, of which there may be none.</summary>
    public void WriteAll(IEnumerable<string> lines)
    {
        foreach (var line in lines) Write(line);
    }

    /// <summary>Writes an empty line.</summary>
    public void Space() => _space = true;

    /// <summary>Writes a header and opens its braces.</summary>
    public void Open(string header)
    {
        Write(header);
        Write("{");
        _depth++;
    }

    /// <summary>Writes what follows one step further in, without braces.</summary>
    public void Indent() => _depth++;

    /// <summary>Ends <see cref="Indent"/>.</summary>
    public void Unindent() => _depth--;

    /// <summary>Closes the braces opened last.</summary>
    /// <param name="tail">What follows the brace.</param>
    public void Close(string tail = "")
    {
        _depth--;
        Write("}" + tail);
    }

    public override string ToString() => _text.ToString();

    private void WriteLine(string block, int start, int end)
    {
        while (end > start && char.IsWhiteSpace(block[end - 1])) end--;
        if (end == start)
        {
            _space = true;
            return;
        }

        if (_space && !_atEdge && block[start] != '}') _text.Append('\n');
        _text.Append(' ', _depth * 4).Append(block, start, end - start).Append('\n');
        _space = false;
        _atEdge = end - start == 1 && block[start] == '{';
    }
}
