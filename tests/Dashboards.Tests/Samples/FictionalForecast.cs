using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Tests.Samples;

/// <summary>An invented ensemble whose bands widen with the root of time.</summary>
internal static class FictionalForecast
{
    private const int DayCount = 366;
    private static readonly double[] Probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];
    private static readonly double[] Spreads = [-1.645, -0.674, 0, 0.674, 1.645];

    public static Forecast Build(ForecastRequest request)
    {
        double burnShare = request.BurnShare ?? 0.5;
        return new Forecast
        {
            Market = FictionalMarket.Summary,
            Scenario = "Oasis from chain",
            ScenarioHash = "5f1c0a7be2d94c33",
            Seed = request.Seed ?? 42,
            Runs = request.Runs,
            EngineVersion = "0.1.0",
            Digest = "b7e1f8a09c4d2e6655aa01fe9087cd34",
            BurnShare = burnShare,
            Days = [.. Enumerable.Range(0, DayCount).Select(day => FictionalMarket.AsOf.Day.AddDays(day))],
            Supply = Series(
                "supply",
                day => 999_812_345 + (4_000 - 9_000 * burnShare) * day,
                day => 40_000 * Math.Sqrt(day)
            ),
            Price = Series("price", day => 0.042 * Math.Exp(0.0006 * day), day => 0.0011 * Math.Sqrt(day)),
            PriceUnit = "USD",
            Assumptions =
            [
                new("Total supply", "999,812,345.12 DATE", "block 2,041", IsFromChain: true),
                new("Vesting schedules", "3 wallets", "block 2,041", IsFromChain: true),
                new("Fee", "1 % of each sale", "median of 12,480 sales", IsFromChain: true),
                new("Share of fees burned", $"{burnShare * 100:0.#} %", "this page", IsFromChain: false),
                new(
                    "Contributors' reservation wage",
                    "log-normal, median 0.31 USD",
                    "assumption A-7",
                    IsFromChain: false
                ),
            ],
        };
    }

    private static QuantileSeries Series(string key, Func<int, double> centre, Func<int, double> spread) =>
        new(
            new Metric(key, key, "Quantiles over the runs of the ensemble", "Souk"),
            Probabilities,
            [
                .. Spreads.Select(factor =>
                    (double[])[.. Enumerable.Range(0, DayCount).Select(day => centre(day) + factor * spread(day))]
                ),
            ]
        );
}
