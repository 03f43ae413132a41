using System.Runtime.InteropServices;

namespace Replication.Recovery;

/// <summary>Makes the names in a folder durable, which journals and stores need: on POSIX systems a rename survives a power failure only after an fsync of the folder it happened in.</summary>
public static partial class FolderSync
{
    /// <summary>Makes what was created, renamed or deleted in a folder durable.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Flush(string folder)
    {
        // NTFS journals its metadata itself and offers no handle for this.
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, flags: 0);
        if (descriptor < 0) throw Failed("opened", folder);
        try
        {
            if (Sync(descriptor) != 0) throw Failed("synced", folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string verb, string folder) =>
        new($"The folder {folder} could not be {verb}: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
