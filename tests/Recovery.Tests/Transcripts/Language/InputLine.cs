using System.Globalization;

namespace Replication.Recovery.Tests;

/// <summary>
/// One line of input: words in their order, then <c>key=value</c> in any. Whatever no command asked for is a mistake, so that a misspelt key is not one that was left out.
/// </summary>
internal sealed class InputLine
{
    private readonly string _text;
    private readonly Queue<string> _words = new();
    private readonly Dictionary<string, string> _named = [];
    private readonly List<string> _tokens;

    public InputLine(string text)
    {
        _text = text;
        _tokens = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        foreach (var token in _tokens)
        {
            if (token.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var at)) _words.Enqueue(token);
            else if (!_named.TryAdd(token[..at], token[(at + 1)..])) throw Wrong($"'{token[..at]}' is said twice");
        }
    }

    /// <summary>The next word.</summary>
    public string Word(string what) => _words.TryDequeue(out var word) ? word : throw Wrong($"{what} is missing");

    /// <summary>Takes the next word if it is this one.</summary>
    public bool Takes(string word) => _words.TryPeek(out var next) && next == word && _words.TryDequeue(out _);

    /// <summary>Everything behind a word, as a line of its own.</summary>
    public InputLine After(string word)
    {
        _words.Clear();
        _named.Clear();
        return new InputLine(string.Join(' ', _tokens.SkipWhile(token => token != word).Skip(1)));
    }

    public ReplicaId Replica() => new(Word("a replica"));

    /// <summary><c>s3</c>, by the number the engine gave it; <c>none</c> for no session.</summary>
    public SessionId Session() => Session(Word("a session"));

    public SessionId Session(string word) =>
        word == "none" ? SessionId.None
        : word.StartsWith('s') && ulong.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new SessionId(number)
        : throw Wrong($"'{word}' is no session");

    public string? Text(string key) => _named.Remove(key, out var value) ? value : null;

    public string[] List(string key) => Text(key)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    public ulong? Number(string key) => Text(key) is { } text ? Number(key, text) : null;

    public ulong Number(string key, string text) =>
        text == "max" ? ulong.MaxValue
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong($"{key}={text} is no number");

    public ulong Needed(string key) => Number(key) ?? throw Wrong($"{key}= is missing");

    public Lsn Lsn(string key) => new(Needed(key));

    public Tick Tick(string key) => new(Needed(key));

    public bool? Flag(string key) => Text(key) switch
    {
        null => null,
        "yes" => true,
        "no" => false,
        var other => throw Wrong($"{key}={other} is neither yes nor no"),
    };

    public void ExpectEnd()
    {
        if (_words.TryPeek(out var word)) throw Wrong($"nobody asked for '{word}'");
        if (_named.Count > 0) throw Wrong($"nobody asked for '{_named.Keys.First()}='");
    }

    public TranscriptFormatException Wrong(string why) => new($"{why}: {_text}");
}
