using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Dashboards.Api;

namespace Souk.Dashboards.Access;

/// <summary>Which methods are answered: GET, HEAD as GET without its body, POST and OPTIONS; others are refused before a page
/// takes them for something else.</summary>
internal static class MethodRule
{
    private const string Stream = "text/event-stream";

    private static readonly string s_taken = string.Join(
        ", ",
        HttpMethods.Get,
        HttpMethods.Head,
        HttpMethods.Post,
        HttpMethods.Options
    );

    /// <summary>Before routing.</summary>
    public static void UseMethods(this IApplicationBuilder application) =>
        application.Use(next =>
            context =>
            {
                HttpRequest request = context.Request;
                if (HttpMethods.IsHead(request.Method))
                {
                    // The server remembers that no body may be sent.
                    context.Items[typeof(MethodRule)] = true;
                    request.Method = HttpMethods.Get;
                }

                // Of the API the route knows what it takes.
                if (request.Path.StartsWithSegments("/api") || IsKnown(request.Method))
                {
                    return next(context);
                }

                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                context.Response.Headers.Allow = s_taken;
                // The page that says so is asked for next, by the same request.
                request.Method = HttpMethods.Get;
                return Task.CompletedTask;
            }
        );

    /// <summary>After routing: nothing is simulated and nobody listens for the head of a stream.</summary>
    public static void UseHeads(this IApplicationBuilder application) =>
        application.Use(next =>
            context =>
            {
                if (
                    context.Items.ContainsKey(typeof(MethodRule))
                    && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } path }
                    && ApiTable.Find(HttpMethods.Get, path) is { MediaType: Stream }
                )
                {
                    context.Response.ContentType = Stream;
                    return Task.CompletedTask;
                }

                return next(context);
            }
        );

    private static bool IsKnown(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsOptions(method);
}
