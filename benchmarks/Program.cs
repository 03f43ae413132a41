using System.Diagnostics;
using Replication.Benchmarks.ByHand;
using Replication.Benchmarks.Cases;
using Replication.Benchmarks.Machines;
using Replication.Benchmarks.Measuring;

var triggers = PhaseTriggers.Make();
var phases = Array.ConvertAll(triggers, t => Enum.Parse<Phase.Trigger>(t.ToString()));
var payloads = TransferPayloads.Make();
Run("a dynamic", triggers.Length, 1.1, Phase.Start(out _), new SwitchedPhase(), m => PhaseWalk.Generated(m, phases), h => PhaseWalk.ByHand(h, triggers));
Run("b typed None", payloads.Length, 1.5, LoneTransferWalk.Made(), PlainTransferWalk.Made(), m => LoneTransferWalk.Walk(m, payloads), h => PlainTransferWalk.Walk(h, payloads));
Run("c typed Cas", payloads.Length, 1.0, SharedTransferWalk.Made(), LockedTransferWalk.Made(), m => SharedTransferWalk.Walk(m, payloads), h => LockedTransferWalk.Walk(h, payloads));
Run("d typed Owner", payloads.Length, 0.8, OwnedTransferWalk.Made(), LockedTransferWalk.Made(), m => OwnedTransferWalk.Walk(m, payloads), h => LockedTransferWalk.Walk(h, payloads));

static void Run<TMachine, THand>(string name, int operations, double bar, TMachine machine, THand hand, Func<TMachine, Walked> ours, Func<THand, Walked> theirs)
{
    var left = new Side(() => { var w = ours(machine); return w.Refused * 1000 + w.Codes; }, operations, 100);
    var right = new Side(() => { var w = theirs(hand); return w.Refused * 1000 + w.Codes; }, operations, 100);
    var clock = Stopwatch.StartNew();
    while (clock.Elapsed < TimeSpan.FromSeconds(2)) { left.Round(); right.Round(); }
    left.Forget();
    right.Forget();
    clock.Restart();
    while (clock.Elapsed < TimeSpan.FromSeconds(3)) { left.Round(); right.Round(); }
    if (left.Answer != right.Answer) throw new InvalidOperationException($"{name}: {left.Answer} {right.Answer}");
    Console.WriteLine($"{name,-15} {left.Nanoseconds,7:F2} ns {right.Nanoseconds,7:F2} ns  {left.Nanoseconds / right.Nanoseconds:F2} (<= {bar})  {left.Bytes:F2} B");
}
