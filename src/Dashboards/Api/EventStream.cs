using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Souk.Dashboards.Api;

/// <summary>Server-sent events, each a JSON object that goes out at once.</summary>
internal static class EventStream
{
    /// <summary>A browser that lost the server asks again after this.</summary>
    private const int PauseMs = 1_000;

    public static void Begin(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
    }

    /// <param name="write">Writes what is inside of the object.</param>
    public static async Task SendAsync(
        HttpContext context,
        string name,
        Action<Utf8JsonWriter> write,
        CancellationToken cancellation
    )
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        string text = Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        await context.Response.WriteAsync($"retry: {PauseMs}\nevent: {name}\ndata: {text}\n\n", cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }

    /// <summary>Shows that the stream lives; no program sees it.</summary>
    public static async Task BeatAsync(HttpContext context, CancellationToken cancellation)
    {
        await context.Response.WriteAsync(": still here\n\n", cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }
}
