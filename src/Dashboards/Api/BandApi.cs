using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Souk.Charts;
using Souk.Charts.Figures;
using Souk.Charts.Themes;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Api;

/// <summary>Bands of a scenario: a stream that tightens them, and one answer with all.</summary>
internal static class BandApi
{
    private const int RunsDefault = 64;

    public static void MapBandApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/scenarios/{name}/bands", GetBands);
        routes.MapGet("/api/v1/scenarios/{name}/stream", StreamBandsAsync);
        routes.MapGet("/api/v1/scenarios/{name}/matters/stream", StreamTornadoAsync);
        routes.MapGet("/api/v1/scenarios/{name}/matters/variance/stream", StreamVarianceAsync);
    }

    private static async Task<IResult> GetBands(
        string name,
        string? runs,
        ScenarioLibrary library,
        BandRunner runner,
        HttpContext context
    )
    {
        (Design? design, IResult? refusal) = DesignRequest.Read(name, library, context);
        if (design is null)
        {
            return refusal!;
        }

        int count = int.TryParse(runs ?? $"{RunsDefault}", out int asked) ? asked : 0;
        if (count is < 1 or > BandRunner.RunsMax)
        {
            return JsonAnswer.Refuse(
                $"Runs takes a whole number from 1 to {BandRunner.RunsMax}.",
                StatusCodes.Status400BadRequest
            );
        }

        (IReadOnlyList<Bands> bands, BlueprintResult result) = await runner.RunAllAsync(
            design,
            count,
            context.RequestAborted
        );
        return JsonAnswer.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("scenario", name);
            json.WriteString("scenario_hash", result.ScenarioHash);
            json.WriteNumber("seed", result.Seed);
            json.WriteNumber("runs", result.Runs);
            json.WriteString("engine_version", result.EngineVersion);
            json.WriteString("digest", result.Digest);
            WriteBands(json, bands, Theme.Light);
            json.WriteEndObject();
        });
    }

    private static Task StreamBandsAsync(
        string name,
        string? theme,
        ScenarioLibrary library,
        BandRunner runner,
        HttpContext context
    ) =>
        StreamAsync(
            name,
            library,
            context,
            "bands",
            (design, cancellation) => runner.RunAsync(design, RunsDefault, cancellation),
            (json, bands) => WriteBands(json, bands, Of(theme))
        );

    /// <summary>What moves the first metric that is shown, with more and more runs.</summary>
    private static Task StreamTornadoAsync(
        string name,
        string? theme,
        ScenarioLibrary library,
        SensitivityDesk desk,
        HttpContext context
    ) =>
        StreamAsync(
            name,
            library,
            context,
            "tornado",
            (design, cancellation) => desk.RoundsAsync(design.Changed, design.Shown[0], design.Seed, cancellation),
            (json, found) =>
            {
                json.WriteNumber("runs_done", found.Runs);
                WriteDrawn(json, found.Metric.Key, found.Sentence, found.ToChart(), Of(theme));
            }
        );

    /// <summary>Shares of variance of the first metric that is shown, from more and more rows.</summary>
    private static Task StreamVarianceAsync(
        string name,
        string? theme,
        ScenarioLibrary library,
        SensitivityDesk desk,
        HttpContext context
    ) =>
        StreamAsync(
            name,
            library,
            context,
            "variance",
            (design, cancellation) =>
                desk.VarianceRoundsAsync(
                    design.Changed,
                    [.. context.Request.Query["vary"]],
                    design.Shown[0],
                    design.Seed,
                    cancellation
                ),
            (json, shares) =>
            {
                json.WriteNumber("rows_done", shares.Rows);
                json.WriteNumber("rows_max", shares.RowsMax);
                JsonAnswer.WriteTexts(json, "headings", VarianceShares.Headings);
                json.WriteStartArray("rows");
                foreach (IReadOnlyList<string> row in shares.Cells)
                {
                    JsonAnswer.WriteTexts(json, name: null, row);
                }

                json.WriteEndArray();
                WriteDrawn(json, shares.Metric.Key, shares.Sentence, shares.ToChart(), Of(theme));
            }
        );

    private static Theme Of(string? theme) => theme == "dark" ? Theme.Dark : Theme.Light;

    /// <summary>Server-sent events: one for each round, then `done`, or `failed` or `late` with the reason. Only a stream that breaks
    /// off is asked for again.</summary>
    private static async Task StreamAsync<TRound>(
        string name,
        ScenarioLibrary library,
        HttpContext context,
        string word,
        Func<Design, CancellationToken, IAsyncEnumerable<TRound>> play,
        Action<Utf8JsonWriter, TRound> write
    )
    {
        (Design? design, IResult? refusal) = DesignRequest.Read(name, library, context);
        if (design is null)
        {
            await refusal!.ExecuteAsync(context);
            return;
        }

        EventStream.Begin(context);
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            // A server that stops does not wait for all runs.
            context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping
        );
        TimeSpan timeMax = context.RequestServices.GetRequiredService<StreamLimit>().TimeMax;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(listening.Token);
        limit.CancelAfter(timeMax);
        try
        {
            await foreach (TRound round in play(design, limit.Token))
            {
                await EventStream.SendAsync(context, word, json => write(json, round), limit.Token);
            }

            await EventStream.SendAsync(
                context,
                "done",
                json => json.WriteString("end", "all runs are done"),
                limit.Token
            );
        }
        catch (OperationCanceledException) when (listening.IsCancellationRequested)
        {
            // Who left, or asks again once the server is back, keeps what came.
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // Asked again it would take as long, and take others' turns.
            await RefuseAsync("late", PageWords.Plain("scenarios.a-stream-ends-after", timeMax.TotalMinutes));
        }
        catch (Exception failed) when (failed is ScenarioException or RunException or FormatException)
        {
            await RefuseAsync("failed", failed.Message);
        }

        Task RefuseAsync(string ending, string reason) =>
            EventStream.SendAsync(context, ending, json => json.WriteString("error", reason), context.RequestAborted);
    }

    private static void WriteBands(Utf8JsonWriter json, IReadOnlyList<Bands> bands, Theme theme)
    {
        json.WriteNumber("runs_done", bands.Count == 0 ? 0 : bands[0].RunsDone);
        json.WriteStartArray("metrics");
        foreach (Bands band in bands)
        {
            json.WriteStartObject();
            json.WriteNumber("models", band.Union?.Models ?? 1);
            WriteDrawn(json, band.Key, band.Sentence, band.ToChart(), theme);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What a page shows of a metric: a sentence and a figure.</summary>
    private static void WriteDrawn(Utf8JsonWriter json, string key, string sentence, Chart chart, Theme theme)
    {
        json.WriteString("key", key);
        json.WriteString("sentence", sentence);
        json.WritePropertyName("figure");
        PlotlyFigure.Write(json, chart, theme, PageWords.Charts, Placement.Page);
    }
}
