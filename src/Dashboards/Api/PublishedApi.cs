using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Figures;
using Souk.Research.Forecasts;

namespace Souk.Dashboards.Api;

/// <summary>Published forecasts with their scores.</summary>
internal static class PublishedApi
{
    public static void MapPublishedApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/forecasts", GetJson);
        routes.MapGet("/api/v1/forecasts.csv", GetCsv);
        routes.MapGet("/api/v1/forecasts/{name}/figure", GetFigure);
    }

    private static async Task<IResult> GetJson(IDashboardData data, HttpContext context)
    {
        ExportTable table = PublishedExports.Table(await ReadAsync(data, context));
        return JsonAnswer.Of(json =>
        {
            json.WriteStartObject();
            table.WriteRows(json);
            json.WriteEndObject();
        });
    }

    private static async Task<IResult> GetCsv(IDashboardData data, HttpContext context)
    {
        string csv = PublishedExports.Table(await ReadAsync(data, context)).Csv(label: null);
        return Results.File(Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8", "souk-forecasts.csv");
    }

    private static async Task<IResult> GetFigure(string name, string? series, IDashboardData data, HttpContext context)
    {
        IReadOnlyList<ForecastRecord> records = await ReadAsync(data, context);
        ForecastRecord? asked = records.FirstOrDefault(record => record.Name == name && record.Series == series);
        return asked is null
            ? JsonAnswer.Refuse($"There is no forecast '{name}' of '{series}'.", StatusCodes.Status404NotFound)
            : FigureAnswer.Of(PublishedFigures.Of(asked), context);
    }

    private static Task<IReadOnlyList<ForecastRecord>> ReadAsync(IDashboardData data, HttpContext context) =>
        data.ReadAsync(ForecastRecord.Read, context.RequestAborted);
}
