using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Replication.Tool.Serve;

/// <summary>What a process serves.</summary>
internal interface IServer : IAsyncDisposable
{
    /// <summary>Registers its services.</summary>
    void Add(IServiceCollection services);

    /// <summary>Maps its services.</summary>
    void Map(IEndpointRouteBuilder endpoints);

    /// <summary>Works beside the requests until the process stops.</summary>
    Task WorkAsync(CancellationToken stop);
}
