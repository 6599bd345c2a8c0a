using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Souk.Cli.Screens;
using Souk.Dashboards;
using Souk.Indexer.Operations;

namespace Souk.Cli.Operations;

/// <summary>Answers whether indexing is well, on this machine's loopback only: <c>/health/live</c>,
/// <c>/health/ready</c> (503 when a chain is stalled or stopped), <c>/status</c> and <c>/metrics</c> in Prometheus
/// text.</summary>
internal sealed class StatusServer : IAsyncDisposable
{
    private const string JsonType = "application/json";

    private readonly WebApplication _application;

    private StatusServer(WebApplication application)
    {
        _application = application;
        IServer server = application.Services.GetRequiredService<IServer>();
        Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Address { get; }

    /// <param name="port">0 takes a free port.</param>
    /// <exception cref="PortInUseException">Another program holds the port.</exception>
    public static async Task<StatusServer> StartAsync(SyncMonitor monitor, int port, CancellationToken cancellation)
    {
        WebApplication application = Build(monitor, port);
        try
        {
            await application.StartAsync(cancellation);
            return new StatusServer(application);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await application.DisposeAsync();
            throw new PortInUseException(port, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static WebApplication Build(SyncMonitor monitor, int port)
    {
        // The empty builder reads no settings file and no environment, so the server is the same wherever it starts.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(IPAddress.Loopback, port);
            });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["127.0.0.1", "localhost"]);
        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(OtlpExport.ServiceName))
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(SyncMonitor.MeterName)
                    // A scrape asks for the state of now, not of a moment ago.
                    .AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0)
            );

        WebApplication application = builder.Build();
        application.UseHostFiltering();
        application.MapPrometheusScrapingEndpoint();
        application.MapGet("/health/live", () => Results.Text("{\"status\":\"ok\"}\n", JsonType));
        application.MapGet("/health/ready", () => Ready(monitor.Read()));
        application.MapGet("/status", () => Results.Text(JsonOutput.Of(monitor.Read()) + "\n", JsonType));
        return application;
    }

    private static IResult Ready(IReadOnlyList<ChainStatus> chains)
    {
        List<ChainStatus> unwell = [.. chains.Where(chain => !chain.IsWell)];
        var answer = new
        {
            Status = unwell.Count == 0 ? "ok" : "unwell",
            Unwell = unwell.Select(chain => new
            {
                chain.ChainId,
                Health = chain.Health.ToString(),
                chain.Reason,
            }),
        };
        int code = unwell.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return Results.Text(JsonOutput.Of(answer) + "\n", JsonType, statusCode: code);
    }
}
