using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class AbandonedRuleTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Threading.Tasks;
        using Replication;
        [StateMachine<Why>(Fence.None)]
        [MustComplete]
        [On<Idle, Begin, Busy>]
        [On<Busy, Step, Busy>]
        [On<Busy, Check, Busy>]
        [On<Busy, Check, Done>]
        [On<Busy, Finish, Done>]
        public sealed partial class Work
        {
            public readonly record struct Idle;
            public readonly record struct Busy(int Percent);
            public readonly record struct Done;
            public readonly record struct Begin;
            public readonly record struct Step;
            public readonly record struct Check;
            public readonly record struct Finish;
            static Next<Busy, Why> On(in Idle s, in Begin t) => new Busy(0);
            static Busy On(in Busy s, in Step t) => new(s.Percent + 1);
            static Next<Busy, Done, Why> On(in Busy s, in Check t) => s.Percent == 100 ? new Done() : s;
        }
        public enum Why { None }
        [MustComplete]
        public sealed class Pin
        {
            public int Size => 0;
            public string? Name { get; set; }
            [Consumes] public void Release() { }
            [Consumes(true)] public bool TryRelease() => true;
        }
        [MustComplete]
        public sealed class Slot : IDisposable { public int Size => 0; public void Show(int i) { } public void Dispose() { } }
        public static class Store
        {
            public static Pin Take() => new();
            public static Task<Pin> TakeAsync() => Task.FromResult(new Pin());
            public static bool TryTake([NotNullWhen(true)] out Pin? pin) { pin = new Pin(); return true; }
            [return: Borrows] public static Pin Look() => new();
            public static void Keep(Pin pin) { }
            public static void Show([Borrows] Pin pin) { }
            public static void Swap(ref Pin pin) { }
            public static void Free([Consumes] Pin pin) { }
            public static Pin? Kept;
            public static Slot Reserve() => new();
        }
        """;

    private static readonly string[] _rules = ["RPL1006", "RPL1007"];

    [Fact]
    public async Task What_ordinary_code_does_with_a_value_is_no_leaving_behind() => await Marked.AssertAsync(
        Types,
        "bool quick, List<int> items",
        _rules,
        "var pin = Store.Take(); foreach (var i in items) Store.Keep(pin);",
        "var pin = Store.Take(); while (quick) { Store.Keep(pin); quick = false; }",
        "var pin = Store.Take(); foreach (var i in items) { Store.Keep(pin); } pin.Release();",
        "var pin = Store.Take(); try { foreach (var i in items) { if (i > pin.Size) { pin.Release(); pin = Store.Take(); } Store.Keep(pin); } } finally { pin.Release(); }",
        "var pin = Store.Take(); var again = pin; _ = pin.Size; again.Release();",
        "var slot = Store.Reserve(); using var _ = slot; Console.Write(slot.Size);",
        "var slot = Store.Reserve(); while (true) { if (quick) { slot.Dispose(); break; } if (object.Equals(slot, items)) break; }",
        "var slot = Store.Reserve(); while (true) { if (quick) { slot.Dispose(); return; } _ = slot.Size; }",
        "var slot = Store.Reserve(); for (; ; ) { _ = slot.Size; }",
        "var slot = Store.Reserve(); Action free = slot.Dispose; free();",
        "var slot = Store.Reserve(); items.ForEach(slot.Show);",
        "Pin pin; Store.Kept = pin = Store.Take(); _ = pin.Size;",
        "Pin pin; Store.Keep(pin = Store.Take()); _ = pin.Size;",
        "Pin pin; Pin other; other = pin = Store.Take(); other.Release();",
        "Pin pin; var all = new[] { pin = Store.Take() };",
        "var done = false; var pin = Store.Take(); try { Store.Show(pin); done = true; } finally { if (!done) pin.Release(); } pin.Release();",
        "var done = false; var pin = Store.Take(); if (quick) { pin.Release(); done = true; return; } if (!done) pin.Release();",
        "var pin = Store.Take(); if (quick) { Store.Keep(pin); } else { pin.Release(); pin = Store.Take(); Store.Keep(pin); }");

    [Fact]
    public async Task A_flag_or_a_loop_excuses_only_the_ways_that_it_rules_out() => await Marked.AssertAsync(
        Types,
        "bool quick, bool slow, object x",
        _rules,
        "var slot = /*1007*/Store.Reserve(); while (true) { if (quick) { slot.Dispose(); break; } if (slow) break; if (object.Equals(slot, x)) break; }",
        "var slot = /*1007*/Store.Reserve(); while (quick) { if (slow) { slot.Dispose(); return; } _ = slot.Size; }",
        "var slot = /*1007*/Store.Reserve(); do { if (quick) { slot.Dispose(); return; } } while (false);",
        "Pin pin; Store.Show(pin = /*1006*/Store.Take());",
        "Pin pin; _ = pin = /*1006*/Store.Take();",
        "Pin pin; _ = (pin = /*1006*/Store.Take()).Size;",
        "var pin = /*1006*/Store.Take(); Console.Write(pin == x);",
        "var slot = /*1006*/Store.Reserve(); Func<int> later = () => 1; _ = slot.Size + later();",
        "var done = false; var pin = /*1007*/Store.Take(); if (quick) done = true; if (done) pin.Release();",
        "var done = false; var pin = /*1007*/Store.Take(); done |= quick; if (done) pin.Release();",
        "var done = false; var pin = /*1007*/Store.Take(); Set(out done); if (done) pin.Release(); static void Set(out bool flag) => flag = true;",
        "var done = false; var pin = /*1007*/Store.Take(); Action set = () => done = true; set(); if (done) pin.Release();",
        "var done = false; var pin = /*1007*/Store.Take(); ref var same = ref done; same = true; if (done) pin.Release();",
        "var done = false; var pin = /*1007*/Store.Take(); (done, quick) = (true, false); if (done) pin.Release();",
        "var done = true; var pin = /*1006*/Store.Take(); if (!done) pin.Release();",
        "if (x is bool done) { done = false; } else { done = false; } var pin = /*1007*/Store.Take(); if (done) pin.Release();",
        "Pin? pin = /*1006*/Store.Take(); if (pin == null) { pin = Store.Take(); Store.Keep(pin); } else { _ = pin.Name; } _ = pin.Size;");

    [Fact]
    public async Task What_is_given_to_a_call_that_does_not_compile_is_passed_on()
    {
        var analyzed = await Analyzed.From(Types + """
            static class User
            {
                static void Given() { var pin = Store.Take(); Store.Nowhere(pin); }
                static void Many() { var pin = Store.Take(); Store.Keep(pin, 1); }
                static void Made() { var pin = Store.Take(); _ = new Nobody(pin); }
                static void Asked() { var asked = Store.Take(); asked.Nothing(); }
                static void Aside() { var aside = Store.Take(); Store.Nowhere(aside.Size); }
            }
            """);

        Assert.NotEmpty(analyzed.Errors);
        Assert.Equal(["asked", "aside"], analyzed.Found.Where(report => report.Id == "RPL1006").Select(report => report.GetMessage(null).Split('\'')[1]));
    }

    [Fact]
    public async Task What_is_left_behind_on_every_way_is_an_error_and_on_some_a_warning() => await Marked.AssertAsync(
        Types,
        "At<Work.Idle> idle, bool quick, FenceOwner owner",
        _rules,
        "var pin = /*1006*/Store.Take(); Store.Show(pin);",
        "var pin = /*1006*/new Pin();",
        "var pin = /*1006*/new Pin { Name = \"a\" }; _ = pin.Size;",
        "Pin pin; pin = /*1006*/Store.Take();",
        "if (Store.TryTake(/*1006*/out var pin)) _ = pin.Size;",
        "var pin = /*1007*/Store.Take(); if (quick) return; pin.Release();",
        "var pin = /*1007*/Store.Take(); if (quick) throw new InvalidOperationException(); pin.Release();",
        "var pin = /*1007*/Store.Take(); if (!pin.TryRelease()) return;",
        "if (!Store.TryTake(/*1007*/out var pin)) return; if (quick) return; pin.Release();",
        "while (quick) { var pin = /*1007*/Store.Take(); if (pin.Size == 0) continue; pin.Release(); }",
        "foreach (var i in new List<int>()) { var pin = /*1007*/Store.Take(); if (i == 0) break; pin.Release(); }",
        "for (var i = 0; i < 3; i++) { var pin = /*1006*/Store.Take(); }",
        "var pin = /*1006*/Store.Take(); pin = Store.Take(); pin.Release();",
        "var pin = /*1007*/Store.Take(); switch (pin.Size) { case 0: pin.Release(); break; case 1: break; default: pin.Release(); break; }",
        "var pin = /*1007*/Store.Take(); try { if (quick) return; } finally { _ = pin.Size; } pin.Release();",
        "var other = /*1006*/Store.Take(); var pin = other; _ = pin.Size;",
        "var slot = /*1006*/Store.Reserve(); _ = slot.Size;",
        "var step = /*1006*/owner.Enter(); step.Demand(owner);",
        "if (!idle.TryBegin(/*1006*/out var busy, out _)) return; _ = busy.Read().Percent;",
        "if (!idle.TryBegin(/*1007*/out var busy, out _)) return; busy.Step(); if (quick) return; busy.Finish();",
        "if (!idle.TryBegin(/*1007*/out var busy, out _)) return; if (!busy.TryFinish(out _, out _)) return;",
        "if (!idle.TryBegin(out var busy, out _)) return; if (!busy.TryCheck(out var outcome, out _)) { busy.Finish(); return; } if (outcome is /*1006*/{ Busy: { } again }) _ = again.Read();",
        "void Later() { var pin = /*1006*/Store.Take(); } Later();",
        "Action later = () => { var pin = /*1006*/Store.Take(); _ = pin.Size; }; later();");

    [Fact]
    public async Task What_is_seen_through_returned_stored_or_passed_on_is_silent() => await Marked.AssertAsync(
        Types,
        "At<Work.Idle> idle, bool quick, FenceOwner owner, Pin given",
        _rules,
        "var pin = Store.Take(); pin.Release();",
        "var pin = Store.Take(); Store.Free(pin);",
        "var pin = Store.Take(); Store.Keep(pin);",
        "var pin = Store.Take(); Store.Kept = pin;",
        "var pin = Store.Take(); var all = new List<Pin> { pin };",
        "var pin = Store.Take(); var all = new[] { pin };",
        "var pin = Store.Take(); object boxed = pin;",
        "var pin = Store.Take(); Store.Swap(ref pin);",
        "var pin = Store.Take(); Action later = () => pin.Release(); later();",
        "var pin = Store.Look(); _ = pin.Size;",
        "var pin = quick ? Store.Take() : null; pin?.Release();",
        "Pin? pin = null; if (quick) pin = Store.Take(); if (pin != null) pin.Release();",
        "Pin? pin = null; try { pin = Store.Take(); } finally { pin?.Release(); }",
        "var pin = Store.Take(); try { _ = pin.Size; } finally { pin.Release(); }",
        "var pin = Store.Take(); try { if (quick) throw new InvalidOperationException(); } finally { pin.Release(); }",
        "var pin = Store.Take(); try { if (quick) return; } catch (Exception) { pin.Release(); throw; } finally { pin.Release(); }",
        "if (!Store.TryTake(out var pin)) return; pin.Release();",
        "if (Store.TryTake(out var pin)) pin.Release();",
        "if (!Store.TryTake(out var pin) || pin.Size == 0) { pin?.Release(); return; } pin.Release();",
        "while (Store.TryTake(out var pin)) { pin.Release(); }",
        "foreach (var i in new List<int>()) { var pin = Store.Take(); if (i == 0) { pin.Release(); continue; } Store.Free(pin); }",
        "var pin = Store.Take(); while (!pin.TryRelease()) { }",
        "var pin = Store.Take(); if (pin is { } held) held.Release();",
        "given = Store.Take(); given.Release();",
        "_ = given.Size;",
        "using var slot = Store.Reserve(); if (quick) return;",
        "using (var slot = Store.Reserve()) { if (quick) return; }",
        "var slot = Store.Reserve(); using (slot) { if (quick) return; }",
        "var slot = Store.Reserve(); slot.Dispose();",
        "using var step = owner.Enter();",
        "using (var step = owner.Enter()) { step.Demand(owner); }",
        "var all = new Dictionary<int, Pin>(); if (all.TryGetValue(0, out var pin)) _ = pin.Size; var first = all[0]; _ = first.Size;",
        "if (!idle.TryBegin(out var busy, out _)) return; busy.Step(); busy.Finish();",
        "if (!idle.TryBegin(out var busy, out _)) return; while (!busy.TryFinish(out _, out _)) busy.Step();",
        "var work = Work.Start(out _); if (work.Now() is { Busy: { } busy }) _ = busy.Read();",
        "idle.TryBegin(out _, out _);");

    [Fact]
    public async Task Awaited_values_and_iterators_and_members_of_every_kind_are_followed() => await Marked.AssertAsync(
        Types + """

        public sealed class Host<T>(Pin first) where T : class
        {
            private Pin? _kept;
            public int Size { get { var pin = /*1006*/Store.Take(); return pin.Size; } }
            public Host() : this(Store.Take()) { var pin = /*1006*/Store.Take(); }
            public async Task<int> RunAsync(bool quick) { var pin = await /*1007*/Store.TakeAsync(); if (quick) return 0; pin.Release(); return first.Size; }
            public async Task<int> ConfiguredAsync() { var pin = await /*1006*/Store.TakeAsync().ConfigureAwait(false); return pin.Size; }
            public async Task<Pin> PassAsync() { var pin = await Store.TakeAsync(); await Task.Yield(); return pin; }
            public IEnumerable<Pin> All(bool quick) { var pin = Store.Take(); yield return pin; var other = /*1007*/Store.Take(); if (quick) yield break; other.Release(); }
            public Pin Last() { Pin pin; return pin = Store.Take(); }
            public Pin Make() { var pin = new Pin(); return pin; }
            public void Keep() { var pin = Store.Take(); _kept = pin; }
            public (Pin, int) Both() { var pin = Store.Take(); return (pin, 1); }
            public TOther Convert<TOther>(Func<Pin, TOther> by) { var pin = Store.Take(); return by(pin); }
            public int Arms(int by) { var pin = /*1007*/Store.Take(); var size = by switch { 0 => Free(pin), 1 => 2, _ => Free(pin) }; return size; static int Free([Consumes] Pin pin) { pin.Release(); return 1; } }
            public static implicit operator Pin(Host<T> host) { var pin = Store.Take(); return pin; }
        }
        public partial record Part { public void Run() { var pin = /*1006*/Store.Take(); } }
        public partial record Part { public Pin Pin { get; } = Store.Take(); }
        """,
        _rules);

    [Fact]
    public async Task The_message_says_what_would_see_the_value_through_and_where_it_was_left()
    {
        var analyzed = await Analyzed.From(Types + "static class User { static void Run(bool quick) { var slot = Store.Reserve(); if (quick) return; slot.Dispose(); } }");

        Assert.Equal(
            "'slot' is not released or completed on one of the paths. Declare it with 'using', call 'Dispose', return it, store it or pass it on.",
            analyzed.Message());
        Assert.Equal("quick", Text(analyzed.Found[0].AdditionalLocations.Single()));

        static string Text(Microsoft.CodeAnalysis.Location place) =>
            place.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(place.SourceSpan);
    }
}
