using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Calendars;
using Souk.Dashboards.Trust;

namespace Souk.Dashboards.Api;

/// <summary>Unlocks for calendar programs, and what to watch.</summary>
internal static class CalendarApi
{
    public static void MapCalendarApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/unlocks.ics", GetCalendar);
        routes.MapGet("/api/v1/alerts", GetAlerts);
        routes.MapGet("/api/v1/alerts.ics", GetAlertCalendar);
        routes.MapPublishedApi();
    }

    private static async Task<IResult> GetCalendar(string? market, IDashboardData data, HttpContext context)
    {
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(context.RequestAborted);
        MarketSummary[] asked = [.. markets.Where(one => string.IsNullOrEmpty(market) || one.System == market)];
        if (asked.Length == 0 && !string.IsNullOrEmpty(market))
        {
            return await Unknown.System(market, data, context.RequestAborted);
        }

        string text = await data.ReadAsync(
            connection => ICalendar.Of(asked.Select(one => UnlockCalendar.Read(connection, one)), ServerOf(context)),
            context.RequestAborted
        );
        return Results.File(Encoding.UTF8.GetBytes(text), "text/calendar; charset=utf-8", "souk-unlocks.ics");
    }

    /// <summary>As the reader calls it: under one of the names that are allowed.</summary>
    private static Uri ServerOf(HttpContext context) => new($"{context.Request.Scheme}://{context.Request.Host}");

    private static async Task<IResult> GetAlertCalendar(IDashboardData data, IndexStops stops, HttpContext context)
    {
        string text = ICalendar.Of(
            await AlertReader.ReadAsync(data, context.RequestAborted, stops()),
            ServerOf(context)
        );
        return Results.File(Encoding.UTF8.GetBytes(text), "text/calendar; charset=utf-8", "souk-alerts.ics");
    }

    private static async Task<IResult> GetAlerts(IDashboardData data, IndexStops stops, HttpContext context)
    {
        IReadOnlyList<Alert> alerts = await AlertReader.ReadAsync(data, context.RequestAborted, stops());
        return JsonAnswer.Of(json =>
        {
            json.WriteStartArray();
            foreach (Alert alert in alerts)
            {
                json.WriteStartObject();
                json.WriteString("market", alert.Market.System);
                json.WriteString("label", alert.Market.Label);
                json.WriteString("kind", alert.Kind);
                json.WriteString("severity", alert.Severity.ToString().ToLowerInvariant());
                json.WriteString("title", alert.Title);
                json.WriteString("sentence", alert.Sentence);
                json.WriteString("evidence", alert.Link);
                json.WriteString("badge", alert.Badge.Word());
                json.WriteString("metric", alert.MetricKey);
                if (alert.Market.AsOf.IsBeforeFirst)
                {
                    json.WriteNull("as_of_block");
                }
                else
                {
                    json.WriteNumber("as_of_block", alert.Market.AsOf.BlockNumber);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
