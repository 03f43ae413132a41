namespace Replication.Benchmarks.Measuring;

/// <summary>What walks.</summary>
/// <typeparam name="T">The type of the machine, or of what does its work by hand.</typeparam>
/// <param name="Subject">The machine; made once, outside of everything that is measured.</param>
/// <param name="Walk">Walks once through the whole array.</param>
/// <param name="Left">The state and the data that the walks left behind, in a shape that both sides share.</param>
internal sealed record Walker<T>(T Subject, Func<T, Walked> Walk, Func<T, object> Left);
