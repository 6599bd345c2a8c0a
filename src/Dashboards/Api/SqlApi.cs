using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Souk.Dashboards.Explore;
using Souk.Warehouse.Queries;

namespace Souk.Dashboards.Api;

/// <summary>One SELECT of the asker's own, over a copy of the warehouse.</summary>
internal static class SqlApi
{
    private const int BusySeconds = 5;

    public static void MapSqlApi(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/sql", (Delegate)AskAsync);

    private static async Task<IResult> AskAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return JsonAnswer.Refuse(
                "Send {\"sql\": \"select …\"} as application/json.",
                StatusCodes.Status415UnsupportedMediaType
            );
        }

        (string? sql, QueryFormat? format) = await ReadAsync(context);
        if (sql is null || format is null)
        {
            return JsonAnswer.Refuse(
                "Send {\"sql\": \"select …\", \"format\": \"typed\"}; format is typed, csv, json, parquet or xlsx.",
                StatusCodes.Status400BadRequest
            );
        }

        if (context.RequestServices.GetService<QueryDesk>() is not { } desk)
        {
            return JsonAnswer.Refuse("This server runs no SQL.", StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            Stream answer = await desk.AskAsync(sql, format.Value, context.RequestAborted);
            return Results.Stream(answer, format.Value.MediaType());
        }
        catch (QueryException refused)
        {
            return JsonAnswer.Refuse(
                refused.Message,
                refused.IsRefused ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity
            );
        }
        catch (BusyException busy)
        {
            context.Response.Headers.RetryAfter = $"{BusySeconds}";
            return JsonAnswer.Refuse(busy.Message, StatusCodes.Status429TooManyRequests);
        }
    }

    private static async Task<(string? Sql, QueryFormat? Format)> ReadAsync(HttpContext context)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(
                context.Request.Body,
                cancellationToken: context.RequestAborted
            );
            return body.RootElement.ValueKind == JsonValueKind.Object
                ? (TextOf(body, "sql"), QueryFormats.Parse(TextOf(body, "format") ?? "typed"))
                : (null, null);
        }
        // Text with half a surrogate pair is JSON, and no text.
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private static string? TextOf(JsonDocument body, string name) =>
        body.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
