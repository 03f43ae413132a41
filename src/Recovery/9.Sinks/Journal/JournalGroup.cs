namespace Replication.Recovery;

/// <summary>
/// Records of several callers that become durable by one flush. Who comes while the disk is busy joins the group that waits for it; the first of a group writes all of it,
/// and the others wait for him: a host raises the epochs of many volumes at once.
/// </summary>
/// <param name="file">Held while the file is written.</param>
/// <param name="write">Writes records, or says why it could not.</param>
internal sealed class JournalGroup(Lock file, Func<IReadOnlyList<JournalRecord>, RecoveryError> write)
{
    private readonly Lock _joining = new();
    private Waiting? _next;

    /// <summary>Returns when a record is durable, or may not be.</summary>
    public RecoveryError Write(in JournalRecord record)
    {
        Waiting mine;
        bool isFirst;
        lock (_joining)
        {
            isFirst = _next is null;
            mine = _next ??= new Waiting();
            mine.Records.Add(record);
        }

        if (isFirst) Write(mine);
        return mine.Written.Task.GetAwaiter().GetResult();
    }

    private void Write(Waiting group)
    {
        lock (file)
        {
            lock (_joining) _next = null;
            try
            {
                group.Written.SetResult(write(group.Records));
            }
            catch (Exception e)
            {
                group.Written.SetException(e);   // comes out at each of them
            }
        }
    }

    private sealed class Waiting
    {
        public List<JournalRecord> Records { get; } = [];

        public TaskCompletionSource<RecoveryError> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
