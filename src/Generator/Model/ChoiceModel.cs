namespace Replication.Generator.Model;

/// <summary>One row of a cell in which guards choose.</summary>
/// <param name="Guard">The name of the guard, or <see langword="null"/> where the row is open.</param>
/// <param name="Method">Its name as C# writes it.</param>
/// <param name="TakesContext">Whether the guard asks for the context.</param>
/// <param name="Target">The index of the next state.</param>
internal sealed record ChoiceModel(string? Guard, string? Method, bool TakesContext, int Target);
