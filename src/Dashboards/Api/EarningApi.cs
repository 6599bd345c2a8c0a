using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Charts;
using Souk.Charts.Figures;
using Souk.Charts.Themes;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Earnings;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Api;

/// <summary>Whether it pays to contribute in a scenario, as rows and figures.</summary>
internal static class EarningApi
{
    public static void MapEarningApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/scenarios/{name}/break-even", GetAsync);

    private static async Task<IResult> GetAsync(
        string name,
        string? theme,
        ScenarioLibrary library,
        EarningDesk desk,
        HttpContext context
    )
    {
        (Design? design, IResult? refusal) = DesignRequest.Read(name, library, context);
        if (design is null)
        {
            return refusal!;
        }

        if (!ContributorEarnings.AreIn(design.Changed))
        {
            return JsonAnswer.Refuse($"Nobody in {name} works for pay.", StatusCodes.Status422UnprocessableEntity);
        }

        try
        {
            EarningView view = await desk.PlayAsync(design.Changed, design.Seed, context.RequestAborted);
            Theme paper = theme == "dark" ? Theme.Dark : Theme.Light;
            return JsonAnswer.Of(json => Write(json, design, view, paper));
        }
        catch (Exception failed) when (failed is ScenarioException or RunException)
        {
            return JsonAnswer.Refuse($"It cannot run: {failed.Message}", StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static void Write(Utf8JsonWriter json, Design design, EarningView view, Theme theme)
    {
        json.WriteStartObject();
        json.WriteString("scenario", design.Name);
        json.WriteString("scenario_hash", design.Changed.Hash);
        json.WriteNumber("seed", design.Seed);
        json.WriteNumber("runs", view.Earnings.Runs);
        json.WriteString("sentence", view.Sentence);
        WriteFigure(EarningView.ByRole, view.ToChart());
        WriteFigure(EarningView.ByCohort, view.ToCohortChart());
        JsonAnswer.WriteTexts(json, "headings", EarningView.Headings);
        json.WriteStartArray("rows");
        foreach (IReadOnlyList<string> row in view.Cells)
        {
            JsonAnswer.WriteTexts(json, name: null, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void WriteFigure(string key, Chart chart)
        {
            json.WritePropertyName(key);
            PlotlyFigure.Write(json, chart, theme, PageWords.Charts, Placement.Page);
        }
    }
}
