using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Access;

/// <summary>What a request must pass before anything answers it: host name, origin, rate, key.</summary>
internal static class AccessGate
{
    /// <summary>A page and its files are asked for at once: so many requests may come in a burst, in parts of a minute.</summary>
    private const int BurstDivisor = 12;

    private const string OwnerHeader = "Souk-Server";

    private static readonly TimeSpan s_refill = TimeSpan.FromSeconds(1);

    public static void AddAccess(this IServiceCollection services, AccessPolicy policy)
    {
        // A page on another host name must not reach this server through the reader's browser (DNS rebinding).
        services.Configure<HostFilteringOptions>(options =>
            options.AllowedHosts = ["127.0.0.1", "localhost", "[::1]", .. policy.Hosts]
        );
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = async (rejected, _) =>
            {
                int seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait)
                    ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
                    : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                await AccessRefusal.WriteAsync(
                    rejected.HttpContext,
                    StatusCodes.Status429TooManyRequests,
                    PageWords.Plain("access.too-many-requests-a-minute", policy.RequestsPerMinute, seconds)
                );
            };
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                IsCounted(context.Request.Path)
                    ? RateLimitPartition.GetTokenBucketLimiter(AskerOf(context).Name, _ => Bucket(policy))
                    : RateLimitPartition.GetNoLimiter("files")
            );
        });
    }

    public static void UseAccess(this IApplicationBuilder application, AccessPolicy policy)
    {
        application.UseHostFiltering();
        application.Use(next => context => AskAsync(context, policy, next));
        application.UseRateLimiter();
        application.Use(next => context => AdmitAsync(context, policy, next));
    }

    private static async Task AskAsync(HttpContext context, AccessPolicy policy, RequestDelegate next)
    {
        if (!OriginRule.Allows(context, policy))
        {
            await AccessRefusal.WriteAsync(
                context,
                StatusCodes.Status403Forbidden,
                PageWords.Plain("access.a-page-of-another-site")
            );
            return;
        }

        if (OriginRule.IsPreflight(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        Asker asker = Asker.Of(context, policy);
        if (asker.Name == Asker.Owner)
        {
            // So that who was told of this server knows that it is this one, and no other that took its port.
            context.Response.Headers[OwnerHeader] = asker.Name;
        }

        context.Items[typeof(Asker)] = asker;
        await next(context);
    }

    private static async Task AdmitAsync(HttpContext context, AccessPolicy policy, RequestDelegate next)
    {
        Asker asker = AskerOf(context);
        AccessScope needed = ScopeOf(context.Request);
        if (asker.Scopes.HasFlag(needed))
        {
            await next(context);
            return;
        }

        if (asker.Scopes != AccessScope.None)
        {
            await AccessRefusal.WriteAsync(
                context,
                StatusCodes.Status403Forbidden,
                PageWords.Plain("access.this-key-lacks-the-scope", string.Join(", ", (needed & ~asker.Scopes).Words()))
            );
            return;
        }

        if (policy.Keys is not null)
        {
            context.Response.Headers.WWWAuthenticate =
                "Basic realm=\"Souk: any name, and a key as password\", charset=\"UTF-8\"";
        }

        await AccessRefusal.WriteAsync(
            context,
            StatusCodes.Status401Unauthorized,
            PageWords.Plain("access.this-server-wants-to-know")
        );
    }

    private static AccessScope ScopeOf(HttpRequest request)
    {
        PathString path = request.Path;
        return path == "/healthz" ? AccessScope.None
            : path.StartsWithSegments("/api/v1/sql") || path.StartsWithSegments("/explore")
                ? AccessScope.Read | AccessScope.Sql
            : path.StartsWithSegments("/scenario")
            || path.StartsWithSegments("/scenarios")
            || path.StartsWithSegments("/api/v1/scenarios")
            || IsForecast(path)
            // Beside what is measured it plays the scenario that its address names.
            || (path.StartsWithSegments("/responses") && request.Query["scenario"].ToString().Length > 0)
                ? AccessScope.Read | AccessScope.Simulate
            : AccessScope.Read;
    }

    private static bool IsForecast(PathString path) =>
        path.StartsWithSegments("/api/v1/markets")
        && path.Value!.Contains("/forecast", StringComparison.OrdinalIgnoreCase);

    private static Asker AskerOf(HttpContext context) => (Asker)context.Items[typeof(Asker)]!;

    /// <summary>Files that every page has cost nothing.</summary>
    private static bool IsCounted(PathString path) =>
        !path.StartsWithSegments("/dist") && path.Value is not ("/site.css" or "/plotly.js" or "/icon.svg");

    private static TokenBucketRateLimiterOptions Bucket(AccessPolicy policy) =>
        new()
        {
            TokenLimit = Math.Max(1, policy.RequestsPerMinute / BurstDivisor),
            TokensPerPeriod = Math.Max(1, policy.RequestsPerMinute / 60),
            ReplenishmentPeriod = s_refill,
            QueueLimit = 0,
            AutoReplenishment = true,
        };
}
