using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Figures;

namespace Souk.Dashboards.Api;

/// <summary>The numbers of a market's page as JSON, CSV and plotly figures.</summary>
internal static class MarketApi
{
    public static void MapMarketApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/markets/{system}/overview/{metric}", GetJson);
        routes.MapGet("/api/v1/markets/{system}/overview/{metric}.csv", GetCsv);
        routes.MapGet("/api/v1/markets/{system}/overview/{metric}/figure", GetFigure);
    }

    private static async Task<IResult> GetJson(string system, string metric, IDashboardData data, HttpContext context)
    {
        if (await data.ReadMarketAsync(system, context.RequestAborted) is not { } market)
        {
            return await Unknown.System(system, data, context.RequestAborted);
        }

        return MarketExports.Find(market, metric) is not { } found
            ? Unknown.Metric(metric, market)
            : JsonAnswer.Of(json => Write(json, market.Summary, found.Metric, found.Table));
    }

    private static async Task<IResult> GetCsv(string system, string metric, IDashboardData data, HttpContext context)
    {
        if (await data.ReadMarketAsync(system, context.RequestAborted) is not { } market)
        {
            return await Unknown.System(system, data, context.RequestAborted);
        }

        if (MarketExports.Find(market, metric) is not { } found)
        {
            return Unknown.Metric(metric, market);
        }

        string name = ExportName.Of(system, metric, market.Summary.Label, "csv");
        return Results.File(
            Encoding.UTF8.GetBytes(found.Table.Csv(market.Summary.Label)),
            "text/csv; charset=utf-8",
            name
        );
    }

    private static async Task<IResult> GetFigure(
        string system,
        string metric,
        string? by,
        IDashboardData data,
        HttpContext context
    )
    {
        if (await data.ReadMarketAsync(system, context.RequestAborted) is not { } market)
        {
            return await Unknown.System(system, data, context.RequestAborted);
        }

        Period? period = Periods.Parse(by);
        return MarketFigures.Find(market, metric, period) is not { } chart
            ? Unknown.Metric(metric, market)
            : FigureAnswer.Of(chart, context);
    }

    private static void Write(Utf8JsonWriter json, MarketSummary market, Metric metric, ExportTable table)
    {
        json.WriteStartObject();
        json.WriteString("system", market.System);
        json.WriteString("title", market.Label is null ? metric.Title : $"{metric.Title} · {market.Label}");
        json.WriteString("label", market.Label);
        json.WriteStartObject("metric");
        json.WriteString("key", metric.Key);
        json.WriteString("formula", metric.Formula);
        json.WriteString("definer", metric.Definer);
        json.WriteString("caveats", metric.Caveats);
        json.WriteEndObject();
        JsonAnswer.WriteAsOf(json, market);
        table.WriteRows(json);
        json.WriteEndObject();
    }
}
