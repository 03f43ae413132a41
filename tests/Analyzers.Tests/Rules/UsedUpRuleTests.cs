using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class UsedUpRuleTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Replication;
        [StateMachine<Why>(Fence.None)]
        [On<Idle, Begin, Busy>]
        [On<Busy, Step, Busy>]
        [On<Busy, Finish, Done>]
        [On<Busy, Check, Idle>]
        [On<Busy, Check, Done>]
        [On<Done, Again, Idle>]
        public sealed partial class Work
        {
            public readonly record struct Idle;
            public readonly record struct Busy(int Percent);
            public readonly record struct Done;
            public readonly record struct Begin;
            public readonly record struct Step;
            public readonly record struct Finish;
            public readonly record struct Check;
            public readonly record struct Again;
            static Next<Busy, Why> On(in Idle s, in Begin t) => new Busy(0);
            static Busy On(in Busy s, in Step t) => new(s.Percent + 1);
            static Next<Idle, Done, Why> On(in Busy s, in Check t) => s.Percent == 100 ? new Done() : new Idle();
        }
        public enum Why { None }
        public sealed class Pin
        {
            [Consumes] public void Release() { }
            [Consumes(true)] public bool TryRelease() => true;
            public int Size => 0;
            public static void Take([Consumes] Pin pin, int more) { }
            public static void Look([Borrows] Pin pin) { }
            public static void Keep(Pin pin) { }
        }
        """;

    [Fact]
    public async Task A_use_after_what_used_the_value_up_is_reported_and_no_other() => await Marked.AssertAsync(
        Types,
        "At<Work.Idle> idle, At<Work.Busy> busy, bool quick, Pin pin",
        ["RPL1001", "RPL1002"],
        "busy.Finish(); /*1001*/busy.Finish();",
        "busy.Finish(); /*1001*/busy.Read();",
        "busy.Finish(); if (busy.IsCurrent()) return; _ = busy.ToString();",
        "busy.Finish(); /*1001*/busy.Step();",
        "busy.Step(); busy.Step(); busy.Finish();",
        "if (busy.TryFinish(out var done, out _)) /*1001*/busy.Finish(); else busy.Finish();",
        "if (!busy.TryFinish(out var done, out _)) { busy.Finish(); return; } /*1001*/busy.Finish();",
        "if (busy.TryFinish(out _, out _) == false) busy.Finish(); else /*1001*/busy.Finish();",
        "if (busy.TryFinish(out _, out _) is true) /*1001*/busy.Finish(); else busy.Finish();",
        "if (busy.TryFinish(out _, out _) is not true) busy.Finish(); else /*1001*/busy.Finish();",
        "var ok = busy.TryFinish(out _, out _); if (ok) /*1001*/busy.Finish(); else busy.Finish();",
        "var ok = busy.TryFinish(out _, out _); ok = quick; if (ok) /*1002*/busy.Finish();",
        "busy.TryFinish(out _, out _); /*1002*/busy.Finish();",
        "if (quick) busy.Finish(); /*1002*/busy.Finish();",
        "if (quick) { busy.Finish(); return; } busy.Finish();",
        "if (quick) { busy.Finish(); throw new Exception(); } busy.Finish();",
        "while (quick) { /*1002*/busy.Finish(); }",
        "while (quick) { busy.Finish(); break; } ",
        "for (var i = 0; i < 3; i++) busy.Step(); busy.Finish();",
        "foreach (var i in new List<int>()) { if (!idle.TryBegin(out busy, out _)) continue; idle = busy.Finish().Again(); }",
        "idle = busy.Finish().Again(); if (idle.TryBegin(out busy, out _)) busy.Finish();",
        "var other = busy; other.Finish(); /*1001*/busy.Finish();",
        "var other = busy; other.Finish();",
        "try { busy.Finish(); } catch (StaleStateException) { /*1002*/busy.Step(); }",
        "try { quick = busy.IsCurrent(); } catch (StaleStateException) { } busy.Finish();",
        "try { busy.Step(); } finally { quick = true; } busy.Finish();",
        "try { if (quick) return; busy.Step(); } finally { busy.Finish(); }",
        "try { busy.Finish(); } finally { /*1001*/busy.Finish(); }",
        "foreach (var i in new List<int>()) { if (idle.TryBegin(out busy, out _)) { idle = busy.Finish().Again(); } } idle.TryBegin(out _, out _);",
        "var text = nameof(busy); busy.Finish(); text = nameof(busy);",
        "_ = quick ? busy.Finish() : busy.Finish(); /*1001*/busy.Step();",
        "_ = quick ? busy.Finish().IsCurrent() : busy.IsCurrent(); /*1002*/busy.Step();",
        "if (quick && busy.TryFinish(out _, out _)) return; busy.Finish();",
        "if (quick || busy.TryFinish(out _, out _)) return; busy.Finish();",
        "Action later = () => busy.Finish(); busy.Finish();",
        "void Later() => busy.Finish(); busy.Finish(); Later();",
        "Action<At<Work.Busy>> later = static given => { given.Finish(); /*1001*/given.Finish(); };",
        "void Later(At<Work.Busy> given) { given.Finish(); /*1001*/given.Finish(); }",
        "object boxed = busy; busy.Finish(); busy.Finish();",
        "var kept = new List<At<Work.Busy>>(); kept.Add(busy); busy.Finish(); busy.Finish();",
        "if (!busy.TryCheck(out var outcome, out _)) { busy.Finish(); return; } if (outcome is { Done: { } done }) done.Again().TryBegin(out _, out _); /*1001*/busy.Step();",
        "var text = busy.TryFinish(out _, out _) switch { true => /*1001*/busy.Read().ToString(), false => busy.Read().ToString() };",
        "Pin.Take(pin, 1); /*1001*/pin.Release();",
        "Pin.Take(pin, /*3*/pin.Size); ",
        "Pin.Look(pin); pin.Release(); Pin.Look(/*1001*/pin);",
        "Pin.Keep(pin); pin.Release(); pin.Release();",
        "pin.Release(); _ = /*1001*/pin.Size;",
        "if (pin.TryRelease()) return; pin.Release();",
        "pin?.Release(); /*1002*/pin!.Release();",
        "pin.Release(); pin = new Pin(); pin.Release();",
        "var second = pin; pin = new Pin(); (quick ? pin : second).Release(); pin.Release(); second.Release();",
        "System.Diagnostics.Debug.Assert(!busy.TryFinish(out _, out _)); busy.Finish();",
        "System.Diagnostics.Debug.Assert(busy.TryFinish(out _, out _)); /*1001*/busy.Finish();",
        "(busy, quick) = (busy, true); busy.Finish();",
        "while (true) { if (quick) { pin.Release(); break; } } _ = /*1001*/pin.Size;",
        "while (true) { pin.Release(); if (quick) break; pin = new Pin(); }",
        "while (true) { /*1002*/pin.Release(); if (quick) break; }",
        "if (pin == null) return; pin.Release(); _ = /*1001*/pin.Size;",
        "Pin other; Pin.Keep(other = pin); pin.Release(); other.Release();",
        "Func<bool> later = pin.TryRelease; later(); pin.Release(); pin.Release();",
        "pin.Release(); Func<bool> later = /*1001*/pin.TryRelease;");

    [Fact]
    public async Task What_is_done_on_the_way_of_an_exception_only_is_not_done_on_the_others() => await Marked.AssertAsync(
        Types,
        "bool quick, Pin pin",
        ["RPL1001", "RPL1002"],
        "var done = false; try { pin.Release(); done = true; } finally { if (!done) pin.Release(); }",
        "var done = false; try { Pin.Look(pin); done = true; } finally { if (!done) pin.Release(); } pin.Release();",
        "var done = false; try { Pin.Look(pin); done = true; } finally { if (done) pin.Release(); } /*1001*/pin.Release();",
        "var done = false; try { Pin.Look(pin); if (quick) done = true; } finally { if (!done) pin.Release(); } /*1002*/pin.Release();",
        "pin.Release(); var done = false; try { Console.Write(quick); done = true; } finally { if (!done) _ = /*1001*/pin.Size; }",
        "pin.Release(); try { pin = new Pin(); } finally { pin.Release(); }",
        "try { pin.Release(); } finally { Console.Write(quick); } /*1001*/pin.Release();",
        "try { try { Console.Write(quick); } finally { Pin.Look(pin); } } finally { pin.Release(); }",
        "var done = false; if (quick) { pin.Release(); done = true; } if (!done) /*1002*/pin.Release();");

    [Fact]
    public async Task The_message_names_who_took_the_value_and_where()
    {
        const string Source = Types + "static class User { static void Run(At<Work.Busy> busy) { _ = busy.Finish(); busy.Step(); } }";

        var analyzed = await Analyzed.From(Source);

        Assert.Equal("'busy' is used up: 'Finish' took its value before. Go on with what that handed out, or do this before it.", analyzed.Message());
        Assert.Equal("busy.Finish()", Source.Substring(analyzed.Found[0].AdditionalLocations.Single().SourceSpan.Start, "busy.Finish()".Length));
        Assert.Equal(DiagnosticSeverity.Error, analyzed.Found[0].Severity);
    }
}
