using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

/// <summary>In each body <c>/*1*/</c> stands before a use that is wrong on every way, <c>/*2*/</c> before one that is wrong on some.</summary>
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

    [Theory]
    [InlineData("busy.Finish(); /*1*/busy.Finish();")]
    [InlineData("busy.Finish(); /*1*/busy.Read();")]
    [InlineData("busy.Finish(); if (busy.IsCurrent()) return; _ = busy.ToString();")]
    [InlineData("busy.Finish(); /*1*/busy.Step();")]
    [InlineData("busy.Step(); busy.Step(); busy.Finish();")]
    [InlineData("if (busy.TryFinish(out var done, out _)) /*1*/busy.Finish(); else busy.Finish();")]
    [InlineData("if (!busy.TryFinish(out var done, out _)) { busy.Finish(); return; } /*1*/busy.Finish();")]
    [InlineData("if (busy.TryFinish(out _, out _) == false) busy.Finish(); else /*1*/busy.Finish();")]
    [InlineData("if (busy.TryFinish(out _, out _) is true) /*1*/busy.Finish(); else busy.Finish();")]
    [InlineData("if (busy.TryFinish(out _, out _) is not true) busy.Finish(); else /*1*/busy.Finish();")]
    [InlineData("var ok = busy.TryFinish(out _, out _); if (ok) /*1*/busy.Finish(); else busy.Finish();")]
    [InlineData("var ok = busy.TryFinish(out _, out _); ok = quick; if (ok) /*2*/busy.Finish();")]
    [InlineData("busy.TryFinish(out _, out _); /*2*/busy.Finish();")]
    [InlineData("if (quick) busy.Finish(); /*2*/busy.Finish();")]
    [InlineData("if (quick) { busy.Finish(); return; } busy.Finish();")]
    [InlineData("if (quick) { busy.Finish(); throw new Exception(); } busy.Finish();")]
    [InlineData("while (quick) { /*2*/busy.Finish(); }")]
    [InlineData("while (quick) { busy.Finish(); break; } ")]
    [InlineData("for (var i = 0; i < 3; i++) busy.Step(); busy.Finish();")]
    [InlineData("foreach (var i in new List<int>()) { if (!idle.TryBegin(out busy, out _)) continue; idle = busy.Finish().Again(); }")]
    [InlineData("idle = busy.Finish().Again(); if (idle.TryBegin(out busy, out _)) busy.Finish();")]
    [InlineData("var other = busy; other.Finish(); /*1*/busy.Finish();")]
    [InlineData("var other = busy; other.Finish();")]
    [InlineData("try { busy.Finish(); } catch (StaleStateException) { /*2*/busy.Step(); }")]
    [InlineData("try { quick = busy.IsCurrent(); } catch (StaleStateException) { } busy.Finish();")]
    [InlineData("try { busy.Step(); } finally { quick = true; } busy.Finish();")]
    [InlineData("try { if (quick) return; busy.Step(); } finally { busy.Finish(); }")]
    [InlineData("try { busy.Finish(); } finally { /*1*/busy.Finish(); }")]
    [InlineData("foreach (var i in new List<int>()) { if (idle.TryBegin(out busy, out _)) { idle = busy.Finish().Again(); } } idle.TryBegin(out _, out _);")]
    [InlineData("var text = nameof(busy); busy.Finish(); text = nameof(busy);")]
    [InlineData("_ = quick ? busy.Finish() : busy.Finish(); /*1*/busy.Step();")]
    [InlineData("_ = quick ? busy.Finish().IsCurrent() : busy.IsCurrent(); /*2*/busy.Step();")]
    [InlineData("if (quick && busy.TryFinish(out _, out _)) return; busy.Finish();")]
    [InlineData("if (quick || busy.TryFinish(out _, out _)) return; busy.Finish();")]
    [InlineData("Action later = () => busy.Finish(); busy.Finish();")]
    [InlineData("void Later() => busy.Finish(); busy.Finish(); Later();")]
    [InlineData("Action<At<Work.Busy>> later = static given => { given.Finish(); /*1*/given.Finish(); };")]
    [InlineData("void Later(At<Work.Busy> given) { given.Finish(); /*1*/given.Finish(); }")]
    [InlineData("object boxed = busy; busy.Finish(); busy.Finish();")]
    [InlineData("var kept = new List<At<Work.Busy>>(); kept.Add(busy); busy.Finish(); busy.Finish();")]
    [InlineData("if (!busy.TryCheck(out var outcome, out _)) { busy.Finish(); return; } if (outcome is { Done: { } done }) done.Again().TryBegin(out _, out _); /*1*/busy.Step();")]
    [InlineData("var text = busy.TryFinish(out _, out _) switch { true => /*1*/busy.Read().ToString(), false => busy.Read().ToString() };")]
    [InlineData("Pin.Take(pin, 1); /*1*/pin.Release();")]
    [InlineData("Pin.Take(pin, /*3*/pin.Size); ")]
    [InlineData("Pin.Look(pin); pin.Release(); Pin.Look(/*1*/pin);")]
    [InlineData("Pin.Keep(pin); pin.Release(); pin.Release();")]
    [InlineData("pin.Release(); _ = /*1*/pin.Size;")]
    [InlineData("if (pin.TryRelease()) return; pin.Release();")]
    [InlineData("pin?.Release(); /*2*/pin!.Release();")]
    [InlineData("pin.Release(); pin = new Pin(); pin.Release();")]
    [InlineData("var second = pin; pin = new Pin(); (quick ? pin : second).Release(); pin.Release(); second.Release();")]
    [InlineData("System.Diagnostics.Debug.Assert(!busy.TryFinish(out _, out _)); busy.Finish();")]
    [InlineData("System.Diagnostics.Debug.Assert(busy.TryFinish(out _, out _)); /*1*/busy.Finish();")]
    [InlineData("(busy, quick) = (busy, true); busy.Finish();")]
    public async Task A_use_after_what_used_the_value_up_is_reported_and_no_other(string body)
    {
        foreach (var head in (string[])["static void Run(", "static async Task RunAsync("])
        {
            var source = $$"""
                {{Types}}
                public static class User
                {
                    {{head}}At<Work.Idle> idle, At<Work.Busy> busy, bool quick, Pin pin)
                    {
                        {{(head.Contains("async", StringComparison.Ordinal) ? "await Task.Yield();" : "")}}
                        {{body}}
                    }
                }
                """;
            var analyzed = await Analyzed.From(source);

            Assert.Empty(analyzed.Errors);
            Assert.Equal(
                Places(source, "/*1*/").Select(place => ("RPL1001", place)).Concat(Places(source, "/*2*/").Select(place => ("RPL1002", place))).Order(),
                analyzed.Found.Where(found => found.Id != "RPL1003").Select(found => (found.Id, found.Location.SourceSpan.Start)).Order());
        }
    }

    [Fact]
    public async Task The_message_names_who_took_the_value_and_where()
    {
        const string Source = Types + "static class User { static void Run(At<Work.Busy> busy) { busy.Finish(); busy.Step(); } }";

        var analyzed = await Analyzed.From(Source);

        Assert.Equal("'busy' is used up: 'Finish' took its value before. Go on with what that handed out.", analyzed.Message());
        Assert.Equal("busy.Finish()", Source.Substring(analyzed.Found[0].AdditionalLocations.Single().SourceSpan.Start, "busy.Finish()".Length));
        Assert.Equal(DiagnosticSeverity.Error, analyzed.Found[0].Severity);
    }

    private static IEnumerable<int> Places(string source, string mark)
    {
        for (var at = source.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = source.IndexOf(mark, at + 1, StringComparison.Ordinal)) yield return at + mark.Length;
    }
}
