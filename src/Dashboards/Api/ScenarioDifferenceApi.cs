using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Charts.Figures;
using Souk.Charts.Themes;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;

namespace Souk.Dashboards.Api;

/// <summary>The difference of two scenarios as JSON.</summary>
internal static class ScenarioDifferenceApi
{
    public static void MapScenarioDifferenceApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/scenarios/{a}..{b}", GetAsync);

    private static async Task<IResult> GetAsync(
        string a,
        string b,
        ScenarioLibrary library,
        BandRunner runner,
        HttpContext context
    )
    {
        if (library.Find(a) is not { } first || library.Find(b) is not { } second)
        {
            return JsonAnswer.Refuse(
                $"Not both of \"{a}\" and \"{b}\" are scenarios. Known: {string.Join(", ", library.Names)}.",
                StatusCodes.Status404NotFound
            );
        }

        try
        {
            ScenarioPair pair = await ScenarioPair.ReadAsync(
                first,
                second,
                context.Request.Query,
                runner,
                context.RequestAborted
            );
            return pair.Failure is { } failure
                ? JsonAnswer.Refuse(failure, StatusCodes.Status422UnprocessableEntity)
                : JsonAnswer.Of(json => Write(json, pair));
        }
        catch (FormatException wrong)
        {
            return JsonAnswer.Refuse(wrong.Message, StatusCodes.Status400BadRequest);
        }
    }

    private static void Write(Utf8JsonWriter json, ScenarioPair pair)
    {
        json.WriteStartObject();
        json.WriteString("first_hash", pair.First.Hash);
        json.WriteString("second_hash", pair.Second.Hash);
        json.WriteNumber("seed", pair.Seed);
        json.WriteNumber("runs", pair.Runs);
        json.WriteStartArray("differences");
        foreach (BlueprintDifference one in pair.Differences)
        {
            json.WriteStartObject();
            json.WriteString("path", one.Path);
            json.WriteString("first", one.Before);
            json.WriteString("second", one.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("metrics");
        foreach (Divergence one in pair.Outcomes)
        {
            Write(json, one);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Divergence one)
    {
        json.WriteStartObject();
        json.WriteString("key", one.Key);
        json.WriteString("unit", one.Difference.Spec.Unit);
        json.WriteString("sentence", one.Sentence);
        json.WriteNumber("models", one.Union?.Models ?? 1);
        json.WriteStartArray("quantiles");
        foreach ((DateOnly day, double[] quantiles) in one.Rows(one.Difference.Days + 1))
        {
            json.WriteStartObject();
            json.WriteString("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteStartArray("values");
            foreach (double value in quantiles)
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("figure");
        PlotlyFigure.Write(json, one.ToChart(), Theme.Light, PageWords.Charts, Placement.Alone);
        json.WriteEndObject();
    }
}
