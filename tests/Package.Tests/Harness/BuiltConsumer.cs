namespace Replication.Package.Tests.Harness;

/// <summary>The consumer as it is, built once for both frameworks, drawings included.</summary>
/// <param name="package">The package.</param>
public sealed class BuiltConsumer(PackedReplication package) : IAsyncLifetime
{
    internal Consumer Consumer { get; } = package.NewConsumer(nameof(BuiltConsumer));

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => (await Consumer.Build("-p:ReplicationGraphs=drawn")).Succeeded();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
