using System.Text;

namespace Replication.Generator.Emit;

/// <summary>Collects lines, indented, ending in LF on every system.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a block of lines at the current depth. Their own indentation is kept.</summary>
    public void Write(string block)
    {
        foreach (var line in block.Split('\n'))
        {
            var text = line.TrimEnd();
            if (text.Length > 0) _text.Append(' ', _depth * 4).Append(text);
            _text.Append('\n');
        }
    }

    /// <summary>Writes an empty line.</summary>
    public void Space() => _text.Append('\n');

    /// <summary>Writes a header and opens its braces.</summary>
    public void Open(string header)
    {
        Write(header);
        Write("{");
        _depth++;
    }

    /// <summary>Closes the braces opened last.</summary>
    /// <param name="tail">What follows the brace.</param>
    public void Close(string tail = "")
    {
        _depth--;
        Write("}" + tail);
    }

    public override string ToString() => _text.ToString();
}
