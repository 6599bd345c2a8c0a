using System.Globalization;
using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Figures;

/// <summary>The charts of a market's page.</summary>
public static class MarketFigures
{
    private static readonly Tone[] BucketTones =
    [
        Tone.Blue,
        Tone.Orange,
        Tone.Green,
        Tone.Purple,
        Tone.Sky,
        Tone.Vermilion,
        Tone.Yellow,
        Tone.Grey,
    ];

    /// <summary>The chart of a metric, or null where that metric has none.</summary>
    public static Chart? Find(MarketOverview market, string metricKey, Period? period) =>
        metricKey switch
        {
            _ when metricKey == market.Supply.Metric.Key => Supply(market),
            _ when metricKey == market.Flows.Metric.Key => Flows(market, period),
            _ when metricKey == market.Unlocks.Metric.Key => Unlocks(market),
            _ when metricKey == market.Payments.Metric.Key => Payments(market, period),
            _ => null,
        };

    public static Chart Supply(MarketOverview market)
    {
        IReadOnlyList<SupplyDay> rows = market.Supply.Rows;
        Positions days = Positions.On([.. rows.Select(row => row.Day)]);
        var series = new List<ChartSeries>
        {
            new AreaSeries(
                PageWords.Plain("figures.circulating"),
                Tone.Blue,
                days,
                Points(market, rows.Select(row => row.Circulating))
            ),
        };
        if (rows.Any(row => row.Staked is not null))
        {
            series.Add(
                new AreaSeries(
                    PageWords.Plain("figures.staked"),
                    Tone.Green,
                    days,
                    Points(market, rows.Select(row => row.Staked ?? 0))
                )
            );
        }

        if (rows.Any(row => row.InVesting is not null))
        {
            series.Add(
                new AreaSeries(
                    PageWords.Plain("figures.in-vesting"),
                    Tone.Orange,
                    days,
                    Points(market, rows.Select(row => row.InVesting ?? 0))
                )
            );
        }

        return Frame(
            market,
            market.Supply.Metric,
            PageWords.Plain("figures.supply-over-time"),
            PageWords.Plain("figures.at-the-end-of-the"),
            series
        );
    }

    public static Chart Flows(MarketOverview market, Period? chosen)
    {
        IReadOnlyList<FlowDay> rows = market.Flows.Rows;
        Bins bins = Bins.Of(rows.Select(row => row.Day), chosen, market.Summary.AsOf.Day);
        BigInteger[] emitted = bins.Sum(rows, row => row.Day, row => row.Emitted);
        BigInteger[] burned = bins.Sum(rows, row => row.Day, row => row.Burned);
        ChartSeries[] series =
        [
            new BarSeries(PageWords.Plain("figures.emitted"), Tone.Sky, bins.Positions, Points(market, emitted)),
            new BarSeries(
                PageWords.Plain("figures.burned"),
                Tone.Vermilion,
                bins.Positions,
                Points(market, burned.Select(amount => -amount))
            ),
            new LineSeries(
                PageWords.Plain("figures.net"),
                Tone.Grey,
                bins.Positions,
                Points(market, emitted.Zip(burned, (one, other) => one - other))
            ),
        ];
        Chart chart = Frame(
            market,
            market.Flows.Metric,
            PageWords.Plain("figures.emissions-against-burns"),
            PageWords.Plain("figures.per-2", bins.Period.Text()),
            series
        );
        return chart with { Note = chart.Note + bins.Note };
    }

    /// <summary>Solid bars left vesting already; hatched bars are still to come.</summary>
    public static Chart Unlocks(MarketOverview market)
    {
        IReadOnlyList<UnlockMonth> rows = market.Unlocks.Rows;
        IReadOnlyList<DateOnly> months =
            rows.Count == 0 ? [] : Period.Month.Between(rows.Min(row => row.Month), rows.Max(row => row.Month));
        Bins bins = new(Period.Month, months, Unfinished: null);
        string[] buckets = [.. rows.Select(row => row.Bucket).Distinct()];
        ChartSeries[] series =
        [
            .. buckets.SelectMany(
                (bucket, index) => Bucket(market, bins, bucket, BucketTones[index % BucketTones.Length])
            ),
        ];
        Chart chart = Frame(
            market,
            market.Unlocks.Metric,
            PageWords.Plain("figures.unlock-calendar"),
            PageWords.Plain("figures.per-month"),
            series
        );
        return chart with
        {
            Marker = new Marker(market.Summary.AsOf.Day, PageWords.Plain("figures.as-of")),
            Note = PageWords.Plain("figures.solid-bars-are-released-hatched", chart.Note),
        };
    }

    private static IEnumerable<BarSeries> Bucket(MarketOverview market, Bins bins, string bucket, Tone tone)
    {
        UnlockMonth[] rows = [.. market.Unlocks.Rows.Where(row => row.Bucket == bucket)];
        BigInteger[] released = bins.Sum(rows, row => row.Month, row => row.Released ?? 0);
        BigInteger[] toCome = bins.Sum(rows, row => row.Month, row => row.Scheduled);
        bool hasReleased = released.Any(amount => !amount.IsZero);
        if (hasReleased)
        {
            yield return new BarSeries(bucket, tone, bins.Positions, Points(market, released));
        }

        if (toCome.Any(amount => !amount.IsZero))
        {
            yield return new BarSeries(
                PageWords.Plain("figures.to-come", bucket),
                tone,
                bins.Positions,
                Points(market, toCome)
            )
            {
                Faded = true,
                LegendOf = hasReleased ? bucket : null,
            };
        }
    }

    /// <summary>Legs in the token that most orders are paid in, by role; other tokens cannot be added to them.</summary>
    public static Chart Payments(MarketOverview market, Period? chosen)
    {
        TokenUnit token = market.Summary.PaymentToken;
        PaymentDay[] rows = [.. market.Payments.Rows.Where(row => row.Token == token)];
        Bins bins = Bins.Of(rows.Select(row => row.Day), chosen, market.Summary.AsOf.Day);
        ChartSeries[] series =
        [
            .. rows.GroupBy(row => row.Role)
                .OrderBy(role => role.Key, StringComparer.Ordinal)
                .Select(role => new BarSeries(
                    Roles.Name(role.Key),
                    Roles.Tone(role.Key),
                    bins.Positions,
                    Points(token, bins.Sum(role, row => row.Day, row => row.Amount))
                )),
        ];
        Chart chart = Frame(market, market.Payments.Metric, PageWords.Plain("figures.payments-by-role"), "", series);
        return chart with
        {
            Y = new Axis(PageWords.Plain("figures.per", token.Symbol, bins.Period.Text()), FromZero: true),
            Note = $"{chart.Note}{bins.Note}{NoteOfOthers(market.Payments.Rows, token)}",
        };
    }

    private static string NoteOfOthers(IReadOnlyList<PaymentDay> rows, TokenUnit token)
    {
        PaymentDay[] others = [.. rows.Where(row => row.Token != token)];
        return others.Length == 0
            ? ""
            : " "
                + PageWords.Plain(
                    "figures.legs-in-are-in-the",
                    others.Sum(row => row.LegCount).ToString("N0", CultureInfo.InvariantCulture),
                    string.Join(", ", others.Select(row => row.Token.Symbol).Distinct())
                );
    }

    private static Chart Frame(
        MarketOverview market,
        Metric metric,
        string title,
        string per,
        IReadOnlyList<ChartSeries> series
    ) =>
        new()
        {
            Title = title,
            Label = market.Summary.Label,
            X = new Axis(PageWords.Plain("figures.date-utc")),
            Y = new Axis($"{market.Summary.Token.Symbol} {per}", FromZero: true),
            Series = series,
            Note = Notes.Of(metric, market.Summary),
        };

    private static double[] Points(MarketOverview market, IEnumerable<BigInteger> amounts) =>
        Points(market.Summary.Token, amounts);

    private static double[] Points(TokenUnit token, IEnumerable<BigInteger> amounts) =>
        [.. amounts.Select(amount => new Amount(amount, token).ToChartPoint())];
}
