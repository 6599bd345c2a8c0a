using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Souk.Indexer.Manifests;

namespace Souk.Indexer.Tests.Documents;

/// <summary>A real HTTP server on a free port of loopback that answers as a script says.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly WebApplication _application;

    private Gateway(WebApplication application) => _application = application;

    public Uri Address { get; private set; } = null!;

    /// <summary>Allows this gateway and nothing else.</summary>
    public DocumentRules Rules => new([Address.Authority], Address, Address);

    /// <summary>Paths in the order they were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<Gateway> StartAsync(Func<HttpContext, Task> script)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication application = builder.Build();
        var gateway = new Gateway(application);
        application.Run(context =>
        {
            gateway.Asked.Enqueue(context.Request.Path);
            return script(context);
        });
        await application.StartAsync();
        IServer server = application.Services.GetRequiredService<IServer>();
        gateway.Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return gateway;
    }

    public string At(string path) => Address.GetLeftPart(UriPartial.Authority) + path;

    public static Task SayAsync(HttpContext context, string text, string type = "application/json", int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text);
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(0);
        await _application.StopAsync(atOnce.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _application.DisposeAsync();
    }
}
