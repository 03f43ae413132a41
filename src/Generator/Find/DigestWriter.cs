using System.Security.Cryptography;

namespace Replication.Generator.Find;

/// <summary>Digests numbers and texts in the order in which they are written; each says where it ends, so that no two sequences run together.</summary>
internal sealed class DigestWriter : IDisposable
{
    private readonly SHA256 _sha = SHA256.Create();
    private readonly char[] _text = new char[2048];
    private readonly byte[] _bytes = new byte[2048 * sizeof(char)];
    private int _count;

    public void Write(int number)
    {
        if (_text.Length - _count < 2) Flush();
        _text[_count++] = (char)number;
        _text[_count++] = (char)(number >> 16);
    }

    public void Write(ulong number)
    {
        Write((int)number);
        Write((int)(number >> 32));
    }

    public void Write(string text)
    {
        Write(text.Length);
        for (var written = 0; written < text.Length;)
        {
            if (_count == _text.Length) Flush();
            var part = Math.Min(text.Length - written, _text.Length - _count);
            text.CopyTo(written, _text, _count, part);
            _count += part;
            written += part;
        }
    }

    public void Write(Digest digest)
    {
        Write(digest.High);
        Write(digest.Low);
    }

    /// <summary>The digest of everything written; nothing may be written after it.</summary>
    public Digest ToDigest()
    {
        Flush();
        _sha.TransformFinalBlock(_bytes, 0, 0);
        return new Digest(BitConverter.ToUInt64(_sha.Hash, 0), BitConverter.ToUInt64(_sha.Hash, 8));
    }

    public void Dispose() => _sha.Dispose();

    private void Flush()
    {
        var bytes = _count * sizeof(char);
        Buffer.BlockCopy(_text, 0, _bytes, 0, bytes);
        _sha.TransformBlock(_bytes, 0, bytes, null, 0);
        _count = 0;
    }
}
