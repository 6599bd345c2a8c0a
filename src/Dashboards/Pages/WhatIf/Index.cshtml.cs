using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Charts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Api;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.Research.States;

namespace Souk.Dashboards.Pages.WhatIf;

/// <summary>A market's scenario: where could its token go from here?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    private const int TableRowsMax = 60;

    public Forecast Forecast { get; private set; } = null!;

    /// <summary>The market, where it is known although it cannot be simulated.</summary>
    public MarketSummary? Market { get; private set; }

    /// <summary>The day that it starts from.</summary>
    public Moment Moment { get; private set; } = Moment.Now;

    /// <summary>Whether it can be simulated once a reader supposes a price.</summary>
    public bool LacksPrice { get; private set; }

    /// <summary>Why this market cannot be simulated; null where it can.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>What was wrong with the address; the forecast then shows the defaults.</summary>
    public string? Error { get; private set; }

    string? IExhibitor.Error => Obstacle ?? Error;

    public ChartCard Supply => Card(Forecast.Supply, ForecastFigures.Supply(Forecast), "supply");

    public ChartCard Price => Card(Forecast.Price, ForecastFigures.Price(Forecast), "price");

    public IEnumerable<Exhibit> Exhibits =>
        Obstacle is not null
            ? []
            :
            [
                Supply.ToExhibit(),
                Price.ToExhibit(),
                new Exhibit(
                    "assumptions",
                    PageWords.Plain("what-if.what-the-runs-assume"),
                    ExportTable.Of(
                        Forecast.Assumptions,
                        ("input", row => row.Name),
                        ("value", row => row.Value),
                        ("is_from_chain", row => row.IsFromChain),
                        ("source", row => row.Source)
                    )
                )
                {
                    About = Identity,
                }.From(Forecast.Market),
            ];

    private IReadOnlyList<(string Name, string Text)> Identity =>
        [
            ("scenario", Forecast.Scenario),
            ("scenario hash", Forecast.ScenarioHash),
            ("seed", $"{Forecast.Seed}"),
            ("runs", $"{Forecast.Runs}"),
            ("engine", Forecast.EngineVersion),
            ("results", Forecast.Digest),
        ];

    public async Task<IActionResult> OnGetAsync(
        string system,
        [FromServices] ScenarioLibrary library,
        CancellationToken cancellation
    )
    {
        if (library.Names.Contains(system) || library.TextOf(system) is not null)
        {
            return Redirect($"/scenarios/{Uri.EscapeDataString(system)}{Request.QueryString}");
        }

        ForecastQuery query = ForecastQuery.Parse(Request.Query);
        Moment = Moment.Parse(Request.Query);
        try
        {
            if (await data.ForecastAsync(system, query.Request, cancellation) is not { } forecast)
            {
                return NotFound();
            }

            Forecast = forecast;
        }
        catch (MarketStateException lacking)
        {
            Response.StatusCode = 422;
            Obstacle = lacking.Message;
            await ReadMarketAsync(system, cancellation);
            return Page();
        }

        Error = query.Error;
        if (Error is not null)
        {
            Response.StatusCode = 400;
        }

        return Page();
    }

    private async Task ReadMarketAsync(string system, CancellationToken cancellation)
    {
        Market = (await data.ListMarketsAsync(Moment, cancellation)).FirstOrDefault(market => market.System == system);
        if (Market is { } market)
        {
            LacksPrice = await data.ReadAsync(
                connection =>
                    MarketStart.Read(connection, [market], Moment.Until)[0] is { CanStart: true, IsPriced: false },
                cancellation
            );
        }
    }

    /// <summary>States the outer quantiles on the last day.</summary>
    private static string Finding(QuantileSeries series, string unit)
    {
        int last = series.Values[0].Count - 1;
        int percent = (int)Math.Round((series.Probabilities[^1] - series.Probabilities[0]) * 100);
        return PageWords.Plain(
            "what-if.of-runs-end-between-and",
            percent,
            Number(series.Values[0][last]),
            Number(series.Values[^1][last]),
            unit
        );
    }

    private ChartCard Card(QuantileSeries series, Chart chart, string name)
    {
        MarketSummary market = Forecast.Market;
        return new ChartCard(
            Finding(series, chart.Y.Caption),
            name,
            chart,
            new CardTable(
                PageWords.Plain(
                    "what-if.quantiles-every-days-and-the",
                    chart.LabelledTitle,
                    chart.Y.Caption,
                    RowStepDays
                ),
                [
                    PageWords.Plain("what-if.day"),
                    .. series.Probabilities.Select(probability =>
                        FormattableString.Invariant($"{probability * 100:0.#} %")
                    ),
                ],
                Rows(series)
            ),
            ForecastExports.Table(Forecast, series)
        )
        {
            About = [("units", chart.Y.Caption), ("formula", series.Metric.Formula), .. Identity],
            Market = market,
            Badge = Badge.Modelled,
            Definition = "#assumptions",
        };
    }

    private int RowStepDays => Math.Max(1, (Forecast.Days.Count + TableRowsMax - 1) / TableRowsMax);

    /// <summary>Evenly spaced days including the last; the files hold every day.</summary>
    private IReadOnlyList<IReadOnlyList<string>> Rows(QuantileSeries series)
    {
        int last = Forecast.Days.Count - 1;
        IEnumerable<int> days = Enumerable
            .Range(0, Forecast.Days.Count)
            .Where(day => day == last || day % RowStepDays == 0);
        return
        [
            .. days.Select(day =>
                (string[])
                    [
                        Forecast.Days[day].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        .. series.Values.Select(values => Number(values[day])),
                    ]
            ),
        ];
    }

    // Of a price of a small part of a dollar three digits, as of others.
    private static string Number(double value) =>
        value.ToString(
            Math.Abs(value) switch
            {
                >= 1_000 => "#,##0",
                >= 0.01 or 0 => "0.####",
                var small => "0." + new string('#', Math.Min(15, 2 - (int)Math.Floor(Math.Log10(small)))),
            },
            CultureInfo.InvariantCulture
        );
}
