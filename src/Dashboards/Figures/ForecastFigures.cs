using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Figures;

/// <summary>The fan charts of a scenario's page.</summary>
public static class ForecastFigures
{
    public static Chart Supply(Forecast forecast) =>
        Fan(forecast, forecast.Supply, PageWords.Plain("figures.supply"), forecast.Market.Token.Symbol, Tone.Blue);

    public static Chart Price(Forecast forecast) =>
        Fan(
            forecast,
            forecast.Price,
            PageWords.Plain("figures.price"),
            PageWords.Plain("figures.per", forecast.PriceUnit, forecast.Market.Token.Symbol),
            Tone.Green
        );

    private static Chart Fan(Forecast forecast, QuantileSeries quantiles, string title, string unit, Tone tone)
    {
        Positions days = Positions.On(forecast.Days);
        IReadOnlyList<double> probabilities = quantiles.Probabilities;
        var bands = new List<QuantileBand>();
        for (int low = 0, high = probabilities.Count - 1; low < high; low++, high--)
        {
            bands.Add(
                new QuantileBand(probabilities[low], probabilities[high], quantiles.Values[low], quantiles.Values[high])
            );
        }

        return new Chart
        {
            Title = PageWords.Plain("figures.over-runs", title, forecast.Runs),
            Label = forecast.Market.Label,
            X = new Axis(PageWords.Plain("figures.date-utc")),
            Y = new Axis(unit),
            Series = [new FanSeries(title, tone, days, quantiles.Values[probabilities.Count / 2], bands)],
            Note = PageWords.Plain(
                "figures.scenario-seed-engine-runs-are",
                Notes.Of(quantiles.Metric, forecast.Market),
                forecast.ScenarioHash[..12],
                forecast.Seed,
                forecast.EngineVersion
            ),
        };
    }
}
