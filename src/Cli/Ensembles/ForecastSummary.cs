using System.Globalization;
using System.Text;
using Souk.Research.Forecasts;
using Souk.Simulation.Metrics;

namespace Souk.Cli.Ensembles;

/// <summary>A band in words.</summary>
internal sealed record BandSummary(string Series, DateOnly Day, string Unit, double P05, double P50, double P95);

/// <summary>A published forecast in words.</summary>
internal sealed record ForecastSummary(
    string Name,
    string Hash,
    string Title,
    DateTime CreatedAt,
    string EngineVersion,
    uint Seed,
    int Runs,
    string ScenarioHash,
    string DataHash,
    DateOnly DataUntil,
    bool SelfTest,
    IReadOnlyList<string> Assumptions,
    IReadOnlyList<BandSummary> Bands
)
{
    public static ForecastSummary Of(PublishedForecast forecast) =>
        new(
            forecast.Name,
            ForecastFile.HashOf(forecast),
            forecast.Title,
            forecast.CreatedAt,
            forecast.EngineVersion,
            forecast.Seed,
            forecast.Runs,
            forecast.ScenarioHash,
            forecast.DataHash,
            forecast.DataUntil,
            forecast.IsSelfTest,
            forecast.Assumptions,
            [.. forecast.Bands.Select(Band)]
        );

    /// <summary>What came of a forecast, on one line.</summary>
    public static string Describe(ForecastRecord record) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(record.IsSelfTest ? "self-test" : "forecast")} {record.Name} ({record.Hash[..12]}), {record.Series}: {record.Verdict}"
        );

    public string Text()
    {
        StringBuilder text = new();
        Add(text, $"{(SelfTest ? "SELF-TEST, no forecast of the world: " : "")}{Name}: {Title}");
        Add(text, $"hash {Hash}, published {CreatedAt:yyyy-MM-dd HH:mm:ss} UTC");
        Add(text, $"scenario {ScenarioHash}, seed {Seed}, engine {EngineVersion}, {Runs} futures");
        Add(text, $"data {DataHash}, known until {DataUntil:yyyy-MM-dd}");
        foreach (string assumption in Assumptions)
        {
            Add(text, $"  assumes: {assumption}");
        }

        foreach (BandSummary band in Bands)
        {
            Add(
                text,
                $"{band.Series} on {band.Day:yyyy-MM-dd}: {band.P05:G6} to {band.P95:G6} {band.Unit} {PublishedForecast.Says} (half below {band.P50:G6})"
            );
        }

        return text.ToString().TrimEnd();
    }

    private static BandSummary Band(PublishedBand band)
    {
        double[] futures = [.. band.Futures];
        return new(
            band.Series,
            band.Day,
            band.Unit,
            Quantile.OfSorted(futures, 0.05),
            Quantile.OfSorted(futures, 0.5),
            Quantile.OfSorted(futures, 0.95)
        );
    }

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
