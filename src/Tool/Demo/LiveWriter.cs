using Google.Protobuf;
using Replication.Tool.Wire;

namespace Replication.Tool.Demo;

/// <summary>Clients that go on writing while replicas are being recovered: what they write reaches a replica only if the hand-over has no hole.</summary>
internal sealed class LiveWriter(Control.ControlClient primary, DemoOptions options)
{
    private const int BatchRecords = 16;

    /// <summary>How many records were written.</summary>
    public int Written { get; private set; }

    /// <summary>The last LSN written.</summary>
    public ulong LastLsn { get; private set; }

    /// <summary>Writes at a gentle pace until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        while (!stop.IsCancellationRequested)
        {
            var request = new WriteRequest();
            for (var i = 0; i < BatchRecords; i++)
            {
                var number = (Written * 7 % options.Records) + (i % 2 == 0 ? 0 : options.Records);
                request.Records.Add(new Record
                {
                    Key = UnsafeByteOperations.UnsafeWrap(Records.Key(number)),
                    Value = UnsafeByteOperations.UnsafeWrap(Records.Value(number, 100 + Written, options.ValueSize)),
                });
                Written++;
            }

            var answer = await primary.WriteAsync(request, cancellationToken: cancellationToken);
            if (answer.Error is not null) throw new DemoException("the primary refused a write: " + answer.Error.Text);
            LastLsn = answer.Lsn;
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
        }
    }
}
