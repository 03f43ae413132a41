using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Replication.Tool.Serve;

/// <summary>Where a process listens. Only loopback: the wire has no encryption and no authentication.</summary>
internal static class ListenAddress
{
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? address, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (!IPEndPoint.TryParse(text, out address) || !text.Contains(':', StringComparison.Ordinal))
            error = $"--listen {text}: not an address; give an IP address and a port, such as 127.0.0.1:5001, or port 0 for any free one";
        else if (!IPAddress.IsLoopback(address.Address))
            error = $"--listen {text}: only loopback addresses are served, because the connection is neither encrypted nor authenticated; legal: 127.0.0.1:PORT or [::1]:PORT";
        return error is null;
    }
}
