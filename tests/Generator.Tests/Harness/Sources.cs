namespace Replication.Generator.Tests.Harness;

/// <summary>Machines as text, for the tests that look at what the generator does with source.</summary>
internal static class Sources
{
    /// <summary>A small machine with every kind of cell, documented, so that nothing but generated code can be undocumented.</summary>
    public const string Door = """
        using Replication;

        namespace Samples;

        /// <summary>Why a door refuses.</summary>
        public enum Why
        {
            /// <summary>No reason.</summary>
            None,

            /// <summary>The code was wrong.</summary>
            WrongCode,
        }

        /// <summary>What is constant for a door.</summary>
        /// <param name="Number">The code that opens it.</param>
        public readonly record struct Code(int Number);

        /// <summary>A door.</summary>
        [StateMachine<Why>(Fence.Owner, Context = typeof(Code))]
        [On<Closed, Open,  Opened>]
        [On<Closed, Try,   Closed>]
        [On<Closed, Try,   Broken>]
        [On<Opened, Push,  Opened>]
        [On<Opened, Close, Closed>]
        [On<IWhole, Smash, Broken>]
        [Terminal<Broken>]
        public sealed partial class Door
        {
            /// <summary>Not broken.</summary>
            public interface IWhole;

            /// <summary>Shut.</summary>
            public readonly record struct Closed : IWhole;

            /// <summary>Not shut.</summary>
            /// <param name="Width">How far.</param>
            public readonly record struct Opened(int Width) : IWhole;

            /// <summary>Gone.</summary>
            public readonly record struct Broken;

            /// <summary>Opens.</summary>
            /// <param name="Number">The code.</param>
            public readonly record struct Open(int Number);

            /// <summary>Tries the handle.</summary>
            /// <param name="Force">How hard.</param>
            public readonly record struct Try(int Force);

            /// <summary>Pushes.</summary>
            /// <param name="By">How far.</param>
            public readonly record struct Push(int By);

            /// <summary>Closes.</summary>
            public readonly record struct Close;

            /// <summary>Smashes.</summary>
            /// <param name="With">What with.</param>
            public readonly record struct Smash(string? With);

            static Next<Opened, Why> On(in Closed s, in Open t, in Code code) =>
                t.Number == code.Number ? new Opened(1) : Why.WrongCode.Because(t.Number, 0);

            static Next<Closed, Broken, Why> On(in Closed s, in Try t) => t.Force > 9 ? new Broken() : new Closed();

            static Opened On(in Opened s, in Push t) => new(s.Width + t.By);

            static Broken On<TState>(in TState s, in Smash t)
                where TState : struct, IWhole => default;
        }
        """;

    /// <summary>The same machine in another fence mode.</summary>
    /// <param name="fence">The mode.</param>
    public static string DoorOf(string fence) => Door.Replace("Fence.Owner", "Fence." + fence, StringComparison.Ordinal);

    /// <summary>A machine with one row, to be put where the place is what matters.</summary>
    public const string Lamp = """
        [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.Owner)]
        [Replication.On<Off, Press, Lit>]
        [Replication.On<Lit, Press, Off>]
        internal sealed partial class Lamp
        {
            internal readonly record struct Off;
            internal readonly record struct Lit(int Count);
            internal readonly record struct Press(int By);
            static Lit On(in Off s, in Press t) => new(t.By);
        }
        """;

    /// <summary>A machine for several threads with guards and hooks.</summary>
    public const string Valve = """
        using Replication;

        namespace Samples;

        [StateMachine<System.DayOfWeek>(Fence.Cas)]
        [On<Shut, Turn, Open>(When = nameof(IsFirm))]
        [On<Shut, Turn, Stuck>]
        [On<Open, Turn, Open>(When = nameof(HasRoom))]
        [Illegal<Stuck, Turn>]
        internal sealed partial class Valve
        {
            internal readonly record struct Shut(int Rust);
            internal readonly record struct Open(int Turns);
            internal readonly record struct Stuck;
            internal readonly record struct Turn(int Force);

            static bool IsFirm(in Shut s, in Turn t) => t.Force > s.Rust;
            static bool HasRoom(in Open s, in Turn t) => s.Turns < 9;
            static Open On(in Shut s, in Turn t) => new(1);
            static Next<Open, System.DayOfWeek> On(in Open s, in Turn t) => s with { Turns = s.Turns + 1 };

            private int _opened;
            private void Entered(in Open s) => _opened++;
            private void Exited(in Shut s) => _opened--;
        }
        """;
}
