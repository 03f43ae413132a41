namespace Replication.Tool.Tests.Graph;

/// <summary>Why a signal would not move.</summary>
internal enum Why
{
    None = 0,
}

/// <summary>Machines that use what a table may use: nested in another type, with states from elsewhere, generic ones, groups of groups.</summary>
internal static partial class Yard
{
    /// <summary>A state that is not the machine's own, with the name of one that is.</summary>
    public readonly record struct Idle : IOutside;

    /// <summary>A group that is not the machine's own.</summary>
    public interface IOutside;

    /// <summary>A generic state: the machine has it twice, under two names.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    public readonly record struct Holding<T> : Signal.IBusy;

    [StateMachine<Why>(Fence.Owner, Initial = typeof(Parked))]
    [On<IAny, Reset, Idle>]                   // a group first: which state is the first is not said by it
    [On<Idle, Go, Holding<int>>(When = nameof(IsOpen))]
    [On<Holding<int>, Go, Holding<string>>]
    [On<Holding<int>, Reset, Parked>]         // wins over the group's row, which stands before it
    [On<IBusy, Go, Yard.Idle>]                // what is explicit wins over this, too: only Holding<string> is left
    [On<IOutside, Leave, Gone>]
    [On<Parked, Leave, Gone>]
    [Illegal<Holding<string>, Reset>]         // taken out of the group's row
    [Illegal<IQuiet, Leave>]                  // what has a row keeps it: only Idle is left
    [Illegal<Gone, int>]                      // not a trigger of this table
    [Terminal<Gone>]
    public sealed partial class Signal
    {
        public interface IAny;

        public interface IBusy : IAny;

        /// <summary>A group that no row names.</summary>
        public interface IQuiet;

        /// <summary>A group of nothing.</summary>
        public interface INobody;

        public readonly record struct Idle : IAny, IQuiet;

        public readonly record struct Parked : IAny, IQuiet;

        public readonly record struct Gone;

        public readonly record struct Go;

        public readonly record struct Reset;

        public readonly record struct Leave;

        private static bool IsOpen(in Idle s, in Go t) => true;
    }
}

/// <summary>Has a machine with the name of another one.</summary>
internal static partial class Tower
{
    [StateMachine<Why>(Fence.Owner)]
    [On<Off, Switch, On>]
    [On<On, Switch, Off>]
    public sealed partial class Signal
    {
        public readonly record struct Off;

        public readonly record struct On;

        public readonly record struct Switch;
    }
}
