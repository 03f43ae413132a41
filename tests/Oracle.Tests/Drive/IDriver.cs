namespace Replication.Oracle.Tests.Drive;

/// <summary>
/// Drives two instances of one random machine: the first mostly through typed values that it holds, the second through the dynamic door alone.
/// Printed beside each machine, because only code that is compiled with it can name its types.
/// </summary>
public interface IDriver
{
    /// <summary>The machine's table.</summary>
    MachineTable Table { get; }

    /// <summary>Makes both instances anew. The first one's value is held in slot 0.</summary>
    /// <param name="context">The context's number.</param>
    /// <param name="data">The initial state's number.</param>
    void Start(int context, int data);

    /// <summary>State and data of an instance, read through the property of the state it is at.</summary>
    string Where(bool second);

    /// <summary>State and data of an instance, read through <c>Match</c>.</summary>
    string WhereByMatch(bool second);

    /// <summary>How many transitions an instance has made.</summary>
    ulong Transitions(bool second);

    /// <summary>Fires a trigger at an instance through the dynamic door. No slot is touched.</summary>
    /// <param name="second">Which instance.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="payload">Its number.</param>
    /// <param name="form">
    /// The trigger goes in as itself (0); one without data as a member of the enum (1), or so without a word on why not (2); that of a movable machine
    /// as a record of it (3).
    /// </param>
    Answer Fire(bool second, int trigger, int payload, int form);

    /// <summary>Fires a trigger at the first instance with the value of a slot; where it is made, the next value takes its place.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="payload">Its number.</param>
    /// <param name="plain">Whether to call the form without <c>Try</c>, where there is one.</param>
    /// <param name="match">Whether to open a union by <c>Match</c> and not by its properties.</param>
    Answer Typed(int slot, int trigger, int payload, bool plain, bool match);

    /// <summary>
    /// Saves an instance and puts the machine in its place that is restored from the document. Of the first instance no value is held any more but the
    /// present one of the new machine, in slot 0.
    /// </summary>
    /// <param name="second">Which instance.</param>
    /// <param name="match">Whether to open a union by <c>Match</c> and not by its properties.</param>
    /// <returns>The document.</returns>
    string Move(bool second, bool match);

    /// <summary>Enters an instance with a session ID. The first one's present value is then held in slot 0.</summary>
    /// <param name="second">Which instance.</param>
    /// <param name="session">The ID presented.</param>
    /// <param name="match">Whether to open a union by <c>Match</c> and not by its properties.</param>
    Answer Enter(bool second, int session, bool match);

    /// <summary>What the hooks of an instance have heard since this was asked last.</summary>
    string Heard(bool second);

    /// <summary>Copies the value in slot 0 to another slot.</summary>
    void Keep(int slot);

    /// <summary>Takes the first instance's present value into slot 0.</summary>
    void Refresh(bool match);

    /// <summary>Whether the value of a slot may still act.</summary>
    bool IsCurrent(int slot);

    /// <summary>Reads the data with the value of a slot, by <c>TryRead</c>; <see langword="null"/> = it no longer stands.</summary>
    string? TryRead(int slot);

    /// <summary>Reads the data with the value of a slot.</summary>
    /// <exception cref="StaleStateException">It no longer stands.</exception>
    string Read(int slot);
}
