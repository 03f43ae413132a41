using Microsoft.Build.Framework;

namespace Replication.Build;

/// <summary>The task behind the property <c>ReplicationGraphs</c>: draws the state machines of an assembly without running it.</summary>
public sealed class DrawStateMachines : ITask
{
    /// <inheritdoc/>
    public IBuildEngine BuildEngine { get; set; } = null!;

    /// <inheritdoc/>
    public ITaskHost HostObject { get; set; } = null!;

    /// <summary>The path of the assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The folder that gets the drawings; relative to the project.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The project that an error is about.</summary>
    public string Project { get; set; } = "";

    /// <summary>The drawings: those written now, and those that were right already.</summary>
    [Output]
    public string[] Drawings { get; private set; } = [];

    /// <inheritdoc/>
    public bool Execute()
    {
        IReadOnlyList<Drawing> drawings;
        try
        {
            drawings = DrawingReader.Read(Assembly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return Fail("RPLB002", $"No state machine can be drawn: the assembly '{Assembly}' cannot be read. {e.Message}");
        }

        try
        {
            Drawings = [.. DrawingFiles.Write(drawings, Folder)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Fail("RPLB001", $"The folder '{Folder}' of the property ReplicationGraphs cannot be written. {e.Message}");
        }

        return true;
    }

    private bool Fail(string code, string message)
    {
        BuildEngine.LogErrorEvent(new BuildErrorEventArgs(
            subcategory: null, code, Project, lineNumber: 0, columnNumber: 0, endLineNumber: 0, endColumnNumber: 0, message, helpKeyword: null, nameof(DrawStateMachines)));
        return false;
    }
}
