using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Souk.Dashboards.Answers;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Api;

/// <summary>Answers 304 where a program has what it would get: an ETag covers the index, the metric's file, the question
/// and the program that answers.</summary>
/// <remarks>Weak, since an answer of the same rows may be spelled differently. Reading the state of the index is one short
/// query, computing the answer may be a long one.</remarks>
internal static class EntityTags
{
    private const int TagDigits = 32;

    /// <summary>Changes with every build: how answers look, and all metric files.</summary>
    private static readonly string s_program =
        $"{typeof(EntityTags).Module.ModuleVersionId} {typeof(MetricCatalogue).Module.ModuleVersionId}";

    public static void UseEntityTags(this IApplicationBuilder application, IDashboardData data) =>
        application.Use(next =>
            async context =>
            {
                if (!IsCached(context))
                {
                    await next(context);
                    return;
                }

                EntityTagHeaderValue tag = await OfAsync(context, data);
                if (IsKnown(context.Request, tag))
                {
                    context.Response.StatusCode = StatusCodes.Status304NotModified;
                    Write(context.Response, tag);
                    return;
                }

                context.Response.OnStarting(() =>
                {
                    if (context.Response.StatusCode == StatusCodes.Status200OK)
                    {
                        Write(context.Response, tag);
                    }

                    return Task.CompletedTask;
                });
                await next(context);
            }
        );

    private static bool IsCached(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } path }
        && ApiTable.Find(context.Request.Method, path) is { IsCached: true };

    private static async Task<EntityTagHeaderValue> OfAsync(HttpContext context, IDashboardData data)
    {
        string state = await data.ReadStateAsync(context.RequestAborted);
        string metric = MetricCatalogue.All.FirstOrDefault(one => one.Key == KeyOf(context))?.Sql ?? "";
        string question = $"{context.Request.Path}{context.Request.QueryString}";
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{s_program}\n{state}\n{metric}\n{question}"));
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash)[..TagDigits]}\"", isWeak: true);
    }

    private static string? KeyOf(HttpContext context) =>
        (context.Request.RouteValues["key"] ?? context.Request.RouteValues["metric"]) as string;

    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out IList<EntityTagHeaderValue>? known)
        && known.Any(one => one.Compare(tag, useStrongComparison: false) || one.Equals(EntityTagHeaderValue.Any));

    private static void Write(HttpResponse response, EntityTagHeaderValue tag)
    {
        response.Headers.ETag = tag.ToString();
        // Kept by the asker alone, and asked about each time.
        response.Headers.CacheControl = "private, no-cache";
    }
}
