namespace Replication.Noise.Contract;

/// <summary>What names say about code that knows nothing of the contract: which calls end a value, which hand one out that has to come back.</summary>
internal static class Words
{
    /// <summary>Whether a method without arguments ends what it is called on.</summary>
    public static bool Ends(string method) => method is "Dispose" or "DisposeAsync" or "Close";

    /// <summary>Whether a method hands something out of a pool.</summary>
    public static bool HandsOut(string method) => method is "Rent" or "Acquire" or "Lease" or "CheckOut" or "Pin" or "Borrow";

    /// <summary>Whether a method takes its argument back into a pool.</summary>
    public static bool TakesBack(string method) => method is "Return" or "Release" or "CheckIn" or "Unpin" or "GiveBack";

    /// <summary>Whether a type is one whose methods hand out the next step of a construction.</summary>
    public static bool Builds(string type) => type.EndsWith("Builder", StringComparison.Ordinal);

    /// <summary>Whether a method makes another value of the same type, and leaves the one it is called on as it is.</summary>
    public static bool Copies(string method) => method is "Clone" or "Copy" or "Fork" || method.StartsWith("Create", StringComparison.Ordinal);

    /// <summary>Whether a method tries to end what it is called on and answers whether it did.</summary>
    public static bool TriesToEnd(string method) =>
        method is "TryDispose" or "TryClose" or "TryComplete" or "TryRelease" or "TryCommit" or "TryReset" or "TryCancel" or "TryStop";

    /// <summary>Whether a parameter is a moment of a clock that never runs back.</summary>
    public static bool IsMoment(string parameter) => parameter.EndsWith("timestamp", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a property is a position in something.</summary>
    public static bool IsPosition(string property) => property.EndsWith("Position", StringComparison.Ordinal) || property.EndsWith("Offset", StringComparison.Ordinal)
        || property.EndsWith("Address", StringComparison.Ordinal) || property.EndsWith("Lsn", StringComparison.Ordinal);

    /// <summary>
    /// Types of the framework that custom does not dispose of, or that nobody holds as a value: to watch them would say of everyone what is said of no one.
    /// </summary>
    public static bool IsLeftOpen(string type) => type is "Task" or "Task`1" or "MemoryStream" or "StringReader" or "StringWriter" or "HttpClient" or "XmlNodeList"
        or "IDisposable" or "IAsyncDisposable" || type.Contains("Enumerator", StringComparison.Ordinal);
}
