namespace Replication.Generator.Tests.Machines;

/// <summary>A machine of a pool: where it has ended it begins again.</summary>
[StateMachine<LedgerWhy>(Fence.Owner, Context = typeof(File), SessionId = nameof(File.Number), Reusable = true)]
[On<Open, Copy, Open>]
[On<Open, Close, Closed>]
[On<Open, Fail, Failed>]
[Terminal<Closed>]
[Terminal<Failed>]
public sealed partial class Copying
{
    public readonly record struct File(ulong Number, long Length);

    public readonly record struct Open(long Copied);

    public readonly record struct Closed;

    public readonly record struct Failed;

    public readonly record struct Copy(long Bytes);

    public readonly record struct Close;

    public readonly record struct Fail;

    static Open On(in Open s, in Copy t, in File file) => new(Math.Min(s.Copied + t.Bytes, file.Length));
}
