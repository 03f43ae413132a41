namespace Replication.Interop;

/// <summary>One transition of a Stateless machine, by name, for one state: superstates are expanded.</summary>
/// <param name="State">The state it starts from.</param>
/// <param name="Trigger">What happens.</param>
/// <param name="Next">Where it leads.</param>
/// <param name="DeclaredIn">The state that declares it: <paramref name="State"/> or a superstate of it.</param>
/// <param name="Note">What the row alone does not say; <see langword="null"/> = nothing.</param>
internal sealed record StatelessRow(string State, string Trigger, string Next, string DeclaredIn, string? Note);
