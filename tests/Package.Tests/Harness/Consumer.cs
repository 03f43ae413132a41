namespace Replication.Package.Tests.Harness;

/// <summary>A copy of the consumer's project.</summary>
/// <param name="Folder">Its folder.</param>
internal sealed record Consumer(string Folder)
{
    /// <summary>What its program prints, on every framework and however it was published.</summary>
    public const string Says = """
        WrongCode: presented 8, what stands is 7 (Open in state Closed; legal here: Open, Unlock).
        now open
        fenced: the value presented was minted in state Closed and is used up or superseded; the machine has moved on and is in Opened, where Close would be legal.
        Closed { Code = 9 }
        Lit
        Off
        Lit
        {"machine":"Parcel","version":1,"state":"Packed","transitions":1,"data":{"Grams":250}}
        True

        """;

    public Task<Dotnet> Build(params string[] arguments) =>
        Dotnet.Run(Folder, ["build", "-tl:off", "-v:m", "-p:UseSharedCompilation=true", "-p:UseAppHost=false", .. arguments]);

    public Task<Dotnet> Publish(params string[] arguments) => Dotnet.Run(Folder, ["publish", "-tl:off", "-v:m", "-p:UseSharedCompilation=true", .. arguments]);

    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>The line, from 1, on which a source says something.</summary>
    public int LineOf(string file, string text) => Array.FindIndex(File.ReadAllLines(PathOf(file)), line => line.Contains(text, StringComparison.Ordinal)) + 1;
}
