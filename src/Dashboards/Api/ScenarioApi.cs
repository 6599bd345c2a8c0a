using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Charts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Figures;
using Souk.Research.States;

namespace Souk.Dashboards.Api;

/// <summary>The ensemble of a scenario's page as JSON and plotly figures.</summary>
internal static class ScenarioApi
{
    private const string SupplyKey = "supply";
    private const string PriceKey = "price";

    public static void MapScenarioApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/markets/{system}/forecast", GetJson);
        routes.MapGet("/api/v1/markets/{system}/forecast/{metric}.csv", GetCsv);
        routes.MapGet("/api/v1/markets/{system}/forecast/{metric}/figure", GetFigure);
    }

    private static Task<IResult> GetJson(string system, IDashboardData data, HttpContext context) =>
        Answer(system, data, context, forecast => JsonAnswer.Of(json => Write(json, forecast)));

    private static Task<IResult> GetCsv(string system, string metric, IDashboardData data, HttpContext context) =>
        AnswerMetric(
            system,
            metric,
            data,
            context,
            forecast =>
            {
                string? label = forecast.Market.Label;
                QuantileSeries series = metric == PriceKey ? forecast.Price : forecast.Supply;
                string csv = ForecastExports.Table(forecast, series).Csv(label);
                string name = ExportName.Of(system, $"{metric} scenario", label, "csv");
                return Results.File(Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8", name);
            }
        );

    private static Task<IResult> GetFigure(string system, string metric, IDashboardData data, HttpContext context) =>
        AnswerMetric(
            system,
            metric,
            data,
            context,
            forecast =>
            {
                Chart chart = metric == PriceKey ? ForecastFigures.Price(forecast) : ForecastFigures.Supply(forecast);
                return FigureAnswer.Of(chart, context);
            }
        );

    /// <summary>Refuses an unknown metric before anything runs.</summary>
    private static Task<IResult> AnswerMetric(
        string system,
        string metric,
        IDashboardData data,
        HttpContext context,
        Func<Forecast, IResult> answer
    ) =>
        metric is SupplyKey or PriceKey
            ? Answer(system, data, context, answer)
            : Task.FromResult(Unknown.Metric(metric, [SupplyKey, PriceKey]));

    private static async Task<IResult> Answer(
        string system,
        IDashboardData data,
        HttpContext context,
        Func<Forecast, IResult> answer
    )
    {
        ForecastQuery query = ForecastQuery.Parse(context.Request.Query);
        if (query.Error is { } error)
        {
            return JsonAnswer.Refuse(error, StatusCodes.Status400BadRequest);
        }

        try
        {
            return await data.ForecastAsync(system, query.Request, context.RequestAborted) is { } forecast
                ? answer(forecast)
                : await Unknown.System(system, data, context.RequestAborted);
        }
        catch (MarketStateException lacking)
        {
            return JsonAnswer.Refuse(lacking.Message, StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static void Write(Utf8JsonWriter json, Forecast forecast)
    {
        json.WriteStartObject();
        json.WriteString("system", forecast.Market.System);
        json.WriteString("label", forecast.Market.Label);
        json.WriteString("scenario", forecast.Scenario);
        json.WriteString("scenario_hash", forecast.ScenarioHash);
        json.WriteString("seed", forecast.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteNumber("runs", forecast.Runs);
        json.WriteNumber("burn_share", forecast.BurnShare);
        json.WriteString("engine_version", forecast.EngineVersion);
        json.WriteString("digest", forecast.Digest);
        JsonAnswer.WriteAsOf(json, forecast.Market);
        json.WriteStartArray("days");
        foreach (DateOnly day in forecast.Days)
        {
            json.WriteStringValue(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
        Write(json, SupplyKey, forecast.Market.Token.Symbol, forecast.Supply);
        Write(json, PriceKey, forecast.PriceUnit, forecast.Price);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, string unit, QuantileSeries series)
    {
        json.WriteStartObject(name);
        json.WriteString("unit", unit);
        json.WriteStartArray("quantiles");
        for (int index = 0; index < series.Probabilities.Count; index++)
        {
            json.WriteStartObject();
            json.WriteNumber("probability", series.Probabilities[index]);
            json.WriteStartArray("values");
            foreach (double value in series.Values[index])
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
