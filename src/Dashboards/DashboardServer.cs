using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Souk.Dashboards.Access;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Api;
using Souk.Dashboards.EventStudies;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Listings;
using Souk.Dashboards.Live;
using Souk.Dashboards.Pages.Failures;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards;

/// <summary>The pages and the API, served on this machine's loopback unless the policy says more.</summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private static readonly string[] s_compressed = ["image/svg+xml", "text/csv", "text/event-stream"];

    /// <summary>Everything comes from this server. Plotly sets style attributes, so inline styles are allowed; scripts are not.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>What a request may send.</summary>
    private const long BodyBytesMax = 1 << 20;

    /// <summary>What is read of an address, so that a longer one than is answered gets a page that says so.</summary>
    private const int AddressBytesMax = 1 << 20;

    /// <summary>Letters of an address that is answered: room for a hundred changes of a scenario.</summary>
    private const int AddressLettersMax = 1 << 16;

    private readonly WebApplication _application;

    private DashboardServer(WebApplication application, Uri address)
    {
        _application = application;
        Address = address;
    }

    /// <summary>Where a browser on this machine finds the front page.</summary>
    public Uri Address { get; }

    /// <summary>Methods and routes that are served, such as "GET /api/v1/metrics"; pages are not in it.</summary>
    internal IReadOnlyList<string> Routes =>
        [
            .. _application
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .SelectMany(route =>
                    (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method =>
                        $"{method} {route.RoutePattern.RawText}"
                    )
                ),
        ];

    /// <summary>Starts to serve and returns when the port answers.</summary>
    /// <param name="data">What the pages show; stays owned by the caller.</param>
    /// <param name="port">0 takes a free port.</param>
    /// <param name="onFailure">Told of every request that failed; null drops it. The reader sees a plain page either way.</param>
    /// <param name="parts">What it shows beside the data; null takes nothing.</param>
    /// <exception cref="PortInUseException">Another program holds the port.</exception>
    /// <exception cref="AccessException">Strangers could read.</exception>
    public static async Task<DashboardServer> StartAsync(
        IDashboardData data,
        int port,
        Action<Exception>? onFailure = null,
        CancellationToken cancellation = default,
        DashboardParts? parts = null
    )
    {
        parts ??= new DashboardParts();
        parts.Access.RequireSafe();
        WebApplication application = Build(data, port, onFailure, parts);
        try
        {
            await application.StartAsync(cancellation);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await application.DisposeAsync();
            throw new PortInUseException(port, error);
        }

        if (parts.MakesPagesAhead)
        {
            PageShelf shelf = application.Services.GetRequiredService<PageShelf>();
            _ = PagesAhead.MakeAsync(shelf, data, onFailure, application.Lifetime.ApplicationStopping);
        }

        IServer server = application.Services.GetRequiredService<IServer>();
        string address = server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new DashboardServer(application, new Uri(address));
    }

    private static WebApplication Build(
        IDashboardData data,
        int port,
        Action<Exception>? onFailure,
        DashboardParts parts
    )
    {
        // The empty builder reads no settings file and no environment, so the server is the same wherever it starts.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(DashboardServer).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
                kestrel.Limits.MaxRequestLineSize = AddressBytesMax;
                kestrel.Limits.MaxRequestBufferSize = AddressBytesMax;
                kestrel.Listen(parts.Access.Address, port);
            });
        AddDesks(builder.Services, data, onFailure, parts);
        // What a page weighs is what travels: plotly.js alone is 1.5 MB. Events of a stream go out one by one.
        builder.Services.AddResponseCompression(compression =>
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, .. s_compressed]
        );
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        // Forms are signed for as long as this process lives; nothing is kept on disk.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddRoutingCore();
        builder
            .Services.AddRazorPages(pages => pages.Conventions.AddPageRoute("/WhoIsPaid/Index", "/m/{system}"))
            .AddMvcOptions(options =>
            {
                options.Filters.Add<ExhibitFilter>();
                options.Filters.Add<LiveFilter>();
                options.Filters.Add<OldForm>();
            });
        builder.Services.AddAccess(parts.Access);

        WebApplication application = builder.Build();
        Use(application, data, onFailure, parts);
        Map(application);
        return application;
    }

    /// <summary>Who answers what pages and API ask.</summary>
    private static void AddDesks(
        IServiceCollection services,
        IDashboardData data,
        Action<Exception>? onFailure,
        DashboardParts parts
    )
    {
        services.AddSingleton(data);
        services.AddSingleton(new ScenarioLibrary(parts.ScenarioFolder, parts.SavedScenarios));
        services.AddSingleton<ListingDesk>();
        services.AddSingleton<BandRunner>();
        services.AddSingleton<StudyDesk>();
        services.AddSingleton<LiveDesk>();
        services.AddSingleton(new LivePace(parts.LiveDelay));
        services.AddSingleton(new StreamLimit(parts.StreamTimeMax));
        services.AddSingleton(parts.IndexStops);
        services.AddSingleton<SensitivityDesk>();
        services.AddSingleton<EarningDesk>();
        services.AddSingleton(provider => parts.ShelfFor(data, provider, onFailure));
        services.AddSingleton(parts);
        services.AddSingleton(parts.Claims);
        if (parts.Queries is { } queries)
        {
            // Given as an instance: it stays owned by the caller.
            services.AddSingleton(queries);
        }
    }

    private static void Use(
        WebApplication application,
        IDashboardData data,
        Action<Exception>? onFailure,
        DashboardParts parts
    )
    {
        application.Use(Speak);
        application.Use(next =>
            context =>
            {
                context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                context.Response.Headers.XContentTypeOptions = "nosniff";
                // With no-referrer browsers would hide from us, too, whose form it is (Fetch, 3.2).
                context.Response.Headers["Referrer-Policy"] = "same-origin";
                return next(context);
            }
        );
        application.UseAccess(parts.Access);
        application.UseResponseCompression();
        UseFailurePages(application, onFailure);
        application.Use(next =>
            context => LengthOf(context) > AddressLettersMax ? RefuseAsync(context) : next(context)
        );
        application.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot")),
            }
        );
        application.UseMethods();
        PageShelf shelf = application.Services.GetRequiredService<PageShelf>();
        application.Use(next => shelf.Ask = Speak(next));
        application.UseRouting();
        application.UseHeads();
        application.UseEntityTags(data);
        application.Use(next => context => shelf.AnswerAsync(context, next));

        RequestDelegate Speak(RequestDelegate next) =>
            context =>
            {
                Wording.Spoken = parts.Words;
                return next(context);
            };
    }

    private static int LengthOf(HttpContext context) =>
        (context.Request.Path.Value?.Length ?? 0) + (context.Request.QueryString.Value?.Length ?? 0);

    /// <summary>Says how long an address may be. The page of failures is made for a short one.</summary>
    private static Task RefuseAsync(HttpContext context)
    {
        context.Request.QueryString = QueryString.Empty;
        return FailureAnswer.WriteAsync(
            context,
            new BadHttpRequestException(
                PageWords.Plain("server.the-address-has-more-than", AddressLettersMax),
                StatusCodes.Status414RequestUriTooLong
            )
        );
    }

    private static void Map(WebApplication application)
    {
        application.MapRazorPages();
        application.MapMarketApi();
        application.MapScenarioApi();
        application.MapMetricApi();
        application.MapFactApi();
        application.MapPartyApi();
        application.MapCalendarApi();
        application.MapBandApi();
        application.MapEarningApi();
        application.MapScenarioDifferenceApi();
        application.MapClaimApi();
        application.MapDescriptionApi();
        application.MapSqlApi();
        application.MapLiveApi();
        application.MapGet("/healthz", () => Results.Text("{\"status\":\"ok\"}\n", "application/json"));
    }

    /// <summary>An unknown address and a failed request both get a page that says what to do next.</summary>
    private static void UseFailurePages(WebApplication application, Action<Exception>? onFailure)
    {
        application.UseStatusCodePagesWithReExecute("/failures/{0}");
        application.Use(next =>
            async context =>
            {
                try
                {
                    await next(context);
                    await FailureAnswer.TellAsync(context);
                }
                catch (Exception error) when (!context.Response.HasStarted)
                {
                    if (error is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
                    {
                        onFailure?.Invoke(error);
                    }

                    await FailureAnswer.WriteAsync(context, error);
                }
            }
        );
    }

    /// <summary>Lets running requests end, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
