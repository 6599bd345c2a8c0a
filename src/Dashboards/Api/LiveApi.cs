using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Souk.Dashboards.Live;

namespace Souk.Dashboards.Api;

/// <summary>How far the index is, told as it goes on.</summary>
internal static class LiveApi
{
    private const int BusySeconds = 30;

    /// <summary>A connection that is silent for longer may be taken for dead by what is between.</summary>
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(15);

    public static void MapLiveApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/live", (Delegate)TellAsync);

    private static async Task<IResult> TellAsync(LiveDesk desk, IHostApplicationLifetime server, HttpContext context)
    {
        if (!desk.HasRoom)
        {
            context.Response.Headers.RetryAfter = $"{BusySeconds}";
            return JsonAnswer.Refuse(
                $"{LiveDesk.ListenersMax} readers listen already.",
                StatusCodes.Status503ServiceUnavailable
            );
        }

        EventStream.Begin(context);
        // A stream has no end of its own, and must not keep a server that stops.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            server.ApplicationStopping
        );
        try
        {
            await foreach (IReadOnlyList<ChainTip>? tips in desk.ListenAsync(s_heartbeat, end.Token))
            {
                await (
                    tips is null
                        ? EventStream.BeatAsync(context, end.Token)
                        : EventStream.SendAsync(
                            context,
                            "cursor",
                            json =>
                            {
                                json.WriteString("state", LiveDesk.StateOf(tips));
                                ChainTip.Write(json, tips);
                            },
                            end.Token
                        )
                );
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The reader left, or the server stops; a browser asks again by itself.
        }

        return Results.Empty;
    }
}
