using System.Globalization;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Calendars;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Exits;

/// <summary>The pool's depth against the unlocks to come: how far below the pool's price each would sell at once.</summary>
public static class DepthFigure
{
    private const int Points = 80;
    private const double Beyond = 1.15;

    /// <returns>Null where no pool of a known formula is indexed, or nothing unlocks.</returns>
    public static Chart? Of(ExitSheet sheet)
    {
        if (sheet.Pool is not { } pool || pool.TokenReserve.IsZero || sheet.Calendar.Entries.Count == 0)
        {
            return null;
        }

        MarketSummary market = sheet.Calendar.Market;
        double[] unlocks = [.. sheet.Calendar.Entries.Select(entry => Whole(entry, market)).Distinct().Order()];
        double most = unlocks[^1] * Beyond;
        double[] sold = [.. Enumerable.Range(0, Points + 1).Select(point => most * point / Points)];
        return new Chart
        {
            Title = PageWords.Plain("exits.what-selling-an-unlock-at"),
            Label = market.Label,
            X = new Axis(PageWords.Plain("exits.sold-at-once"), market.Token.Symbol),
            Y = new Axis(PageWords.Plain("exits.below-the-pool-s-price"), "%", FromZero: true),
            Note = PageWords.Plain("exits.1-what-the-pool-pays"),
            Series =
            [
                new LineSeries(
                    PageWords.Plain("exits.unlocks-to-come"),
                    Tone.Orange,
                    Positions.On([.. unlocks.SelectMany(amount => Enumerable.Repeat(amount, 3))]),
                    [.. unlocks.SelectMany(amount => Stem(LossPercent(pool, amount, market)))]
                ),
                new LineSeries(
                    PageWords.Plain("exits.depth-of-the-pool"),
                    Tone.Blue,
                    Positions.On(sold),
                    [.. sold.Select(amount => LossPercent(pool, amount, market))]
                ),
            ],
        };
    }

    /// <summary>Each unlock with what it would bring.</summary>
    public static ExportTable Rows(ExitSheet sheet)
    {
        MarketSummary market = sheet.Calendar.Market;
        return ExportTable.Of(
            sheet.Calendar.Entries,
            ("day", entry => entry.Day),
            ("bucket", entry => entry.Bucket),
            ("is_cliff", entry => entry.IsCliff),
            ("amount", entry => entry.Amount),
            (
                "below_pool_price_percent",
                entry => sheet.Pool is { } pool ? LossPercent(pool, Whole(entry, market), market) : null
            )
        );
    }

    /// <summary>In percent of the pool's price; the fee alone for next to nothing.</summary>
    public static double LossPercent(ExitPool pool, double amount, MarketSummary market)
    {
        double reserve = new Amount(pool.TokenReserve, market.Token).ToChartPoint();
        double kept = 1 - (pool.FeePpm / 1e6);
        return 100 * (1 - (kept * reserve / (reserve + (kept * amount))));
    }

    public static string Shown(double percent) =>
        percent.ToString("0.##", CultureInfo.InvariantCulture) + Share.PercentSign;

    // Up from nothing, then a gap: bars between close amounts would be too thin to see.
    private static double[] Stem(double top) => [0, top, double.NaN];

    private static double Whole(UnlockEntry entry, MarketSummary market) =>
        new Amount(entry.Amount, market.Token).ToChartPoint();
}
