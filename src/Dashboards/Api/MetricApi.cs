using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Definitions;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Sections;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Trust;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Api;

/// <summary>Every metric of every market: definitions, rows as JSON by pages, and CSV.</summary>
internal static class MetricApi
{
    /// <summary>Rows of one JSON answer.</summary>
    public const int RowsMax = 10_000;

    public static void MapMetricApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/metrics", () => JsonAnswer.Of(WriteAll));
        routes.MapGet("/api/v1/metrics/{key}", GetDefinition);
        routes.MapGet("/api/v1/markets", GetMarkets);
        routes.MapGet("/api/v1/markets/{market}/metrics/{key}", GetRows);
        routes.MapGet("/api/v1/markets/{market}/metrics/{key}.csv", GetCsv);
        routes.MapGet("/api/v1/markets/{market}/metrics/{key}/figure", GetFigure);
    }

    private static IResult GetDefinition(string key) =>
        Find(key) is { } metric ? JsonAnswer.Of(json => Write(json, metric, withSql: true)) : UnknownKey(key);

    private static async Task<IResult> GetMarkets(IDashboardData data, HttpContext context)
    {
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(context.RequestAborted);
        return JsonAnswer.Of(json =>
        {
            json.WriteStartArray();
            foreach (MarketSummary market in markets)
            {
                json.WriteStartObject();
                json.WriteString("market", market.System);
                json.WriteString("title", market.Title);
                json.WriteString("label", market.Label);
                json.WriteString("total_supply", $"{market.TotalSupply}");
                JsonAnswer.WriteAsOf(json, market);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static Task<IResult> GetRows(string market, string key, IDashboardData data, HttpContext context) =>
        Answer(
            market,
            key,
            data,
            context,
            found =>
            {
                if (Paging.Parse(context.Request.Query, RowsMax) is not { } paging)
                {
                    return JsonAnswer.Refuse(Paging.Hint(RowsMax), StatusCodes.Status400BadRequest);
                }

                return JsonAnswer.Of(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("market", found.Market.System);
                    json.WriteString("label", found.Market.Label);
                    json.WriteString("badge", found.Badge.Word());
                    json.WritePropertyName("metric");
                    Write(json, found.Metric, withSql: false);
                    JsonAnswer.WriteAsOf(json, found.Market);
                    json.WriteString("known_at", found.Asked.KnownAt);
                    MetricJson.WriteColumns(json, found.Table);
                    json.WriteNumber("row_count", found.Table.Rows.Count);
                    json.WriteNumber("offset", paging.Offset);
                    json.WriteString("next", NextOf(context.Request, paging, found.Table.Rows.Count));
                    MetricJson.WriteRows(json, found.Table, paging.Offset, paging.Limit);
                    json.WriteEndObject();
                });
            }
        );

    /// <summary>The address of the rows after these; null after the last.</summary>
    private static string? NextOf(HttpRequest request, Paging paging, int rowCount)
    {
        int offset = paging.Offset + paging.Limit;
        return offset >= rowCount
            ? null
            : request.Path
                + QueryString.Create([
                    .. request
                        .Query.Where(one => one.Key is not ("offset" or "limit"))
                        .Select(one => KeyValuePair.Create(one.Key, (string?)one.Value.ToString())),
                    KeyValuePair.Create("limit", (string?)$"{paging.Limit}"),
                    KeyValuePair.Create("offset", (string?)$"{offset}"),
                ]);
    }

    private static Task<IResult> GetCsv(string market, string key, IDashboardData data, HttpContext context) =>
        Answer(
            market,
            key,
            data,
            context,
            found =>
                Results.File(
                    Encoding.UTF8.GetBytes(MetricExport.Of(found.Table).Csv(found.Market.Label)),
                    "text/csv; charset=utf-8",
                    ExportName.Of(market, key, found.Market.Label, "csv")
                )
        );

    private static Task<IResult> GetFigure(string market, string key, IDashboardData data, HttpContext context) =>
        Answer(
            market,
            key,
            data,
            context,
            found =>
            {
                var rows = new PanelData(found.Market, found.Metric, found.Table, found.Badge);
                return SectionCatalogue.PanelOf(key)?.Figure is not { } draw || rows.IsEmpty
                    ? JsonAnswer.Refuse($"\"{key}\" has no figure here.", StatusCodes.Status404NotFound)
                    : FigureAnswer.Of(draw(rows), context);
            }
        );

    private static async Task<IResult> Answer(
        string market,
        string key,
        IDashboardData data,
        HttpContext context,
        Func<Found, IResult> answer
    )
    {
        if (Find(key) is not { } metric)
        {
            return UnknownKey(key);
        }

        (MetricRequest request, string? error) = MetricRequest.Parse(context.Request.Query, metric);
        if (error is not null)
        {
            return JsonAnswer.Refuse(error, StatusCodes.Status400BadRequest);
        }

        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(context.RequestAborted);
        if (markets.FirstOrDefault(one => one.System == market) is not { } summary)
        {
            return await Unknown.System(market, data, context.RequestAborted);
        }

        Found found;
        try
        {
            found = await data.ReadAsync(
                connection =>
                {
                    Badge badge = Coverage
                        .Read(connection, market, request)
                        .Of(metric, request.Actor == MetricActor.Entity);
                    MarketSummary asked = request.UntilOf(connection, market) is { } until
                        ? new MarketReader(connection, market, until).Summary()
                        : summary;
                    return new Found(asked, metric, request, request.Run(connection, key, market), badge);
                },
                context.RequestAborted
            );
        }
        catch (FormatException wrong)
        {
            return JsonAnswer.Refuse(wrong.Message, StatusCodes.Status400BadRequest);
        }

        return answer(found);
    }

    private static Warehouse.Metrics.Metric? Find(string key) =>
        MetricCatalogue.All.FirstOrDefault(metric => metric.Key == key);

    private static IResult UnknownKey(string key) =>
        Unknown.Metric(key, MetricCatalogue.All.Select(metric => metric.Key));

    private static void WriteAll(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (Warehouse.Metrics.Metric metric in MetricCatalogue.All)
        {
            Write(json, metric, withSql: false);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Warehouse.Metrics.Metric metric, bool withSql)
    {
        json.WriteStartObject();
        json.WriteString("key", metric.Key);
        json.WriteString("title", metric.Title);
        json.WriteString("unit", metric.Unit);
        json.WriteString("formula", metric.Formula);
        json.WriteString("definer", metric.Definer);
        json.WriteString("caveats", metric.Caveats);
        if (withSql)
        {
            json.WriteString("sql", metric.Sql);
        }

        json.WriteEndObject();
    }

    private sealed record Found(
        MarketSummary Market,
        Warehouse.Metrics.Metric Metric,
        MetricRequest Asked,
        MetricTable Table,
        Badge Badge
    );
}
