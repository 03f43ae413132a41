using Replication.Generator.Tests.Harness;

namespace Replication.Generator.Tests.Snapshots;

public sealed class SnapshotTests
{
    [Fact]
    public void A_machine_with_every_kind_of_cell_reads_as_accepted() => Snapshot.Verify(Compiled.From(Sources.Door));

    [Fact]
    public void A_machine_for_one_thread_reads_as_accepted() => Snapshot.Verify(Compiled.From(Sources.DoorOf("None")));

    [Fact]
    public void A_machine_for_several_threads_reads_as_accepted() => Snapshot.Verify(Compiled.From(Sources.DoorOf("Cas")));

    [Fact]
    public void A_nested_internal_machine_in_the_global_namespace_reads_as_accepted() =>
        Snapshot.Verify(Compiled.From($"static partial class Outer {{ {Sources.Lamp} }}"));

    [Fact]
    public void A_machine_with_guards_and_hooks_reads_as_accepted() => Snapshot.Verify(Compiled.From(Sources.Valve));

    [Fact]
    public void A_machine_that_begins_again_reads_as_accepted() => Snapshot.Verify(Compiled.From("""
        namespace Samples;

        [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.None, Context = typeof(int), Reusable = true)]
        [Replication.On<Open, Close, Closed>]
        [Replication.Terminal<Closed>]
        public sealed partial class Visit
        {
            public readonly record struct Open(long Since);
            public readonly record struct Closed;
            public readonly record struct Close;
        }
        """));

    [Fact]
    public void A_generic_machine_reads_as_accepted() => Snapshot.Verify(Compiled.From("""
        namespace Samples;

        internal static partial class Store<TKey>
            where TKey : notnull
        {
            [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.None)]
            [Replication.On(typeof(Store<>.Slot.Free), typeof(Store<>.Slot.Take), typeof(Store<>.Slot.Taken))]
            internal sealed partial class Slot
            {
                internal readonly record struct Free;
                internal readonly record struct Taken(TKey By);
                internal readonly record struct Take(TKey By);
                static Taken On(in Free s, in Take t) => new(t.By);
            }
        }
        """));
}
