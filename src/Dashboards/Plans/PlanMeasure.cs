using System.Collections.Immutable;
using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Plans;

/// <summary>A number that every design has and every market shows.</summary>
/// <param name="Key">The scenario's metric: a level, or a sum since the start.</param>
/// <param name="MetricKey">The metric that says it of the chain.</param>
/// <param name="TitleKey">Of its title among words.</param>
/// <param name="MeaningKey">Of what it counts, among words.</param>
/// <param name="IsLevel">Whether what there is at the end of a month counts; else what came in it.</param>
/// <param name="Actual">Base units on chain, from the first to the last day.</param>
internal sealed record PlanMeasure(
    string Key,
    string MetricKey,
    string TitleKey,
    string MeaningKey,
    bool IsLevel,
    Func<ChainMonths, DateOnly, DateOnly, BigInteger> Actual
)
{
    public static readonly ImmutableArray<PlanMeasure> All =
    [
        new(
            "supply",
            "supply",
            "plans.supply",
            "plans.planned-total-supply-at-the",
            IsLevel: true,
            (chain, _, last) => chain.Market.Supply.Rows.Last(row => row.Day <= last).Total
        ),
        new(
            "emitted",
            "emissions",
            "plans.emitted",
            "plans.planned-minted-in-the-month",
            IsLevel: false,
            (chain, first, last) => chain.Sum(first, last, day => day.Emitted)
        ),
        new(
            "burned",
            "emissions",
            "plans.burned",
            "plans.planned-burned-in-the-month",
            IsLevel: false,
            (chain, first, last) => chain.Sum(first, last, day => day.Burned)
        ),
        new(
            "unlocked",
            "unlocks",
            "plans.unlocked",
            "plans.planned-released-from-vesting-in",
            IsLevel: false,
            (chain, first, _) => chain.Unlocked(first)
        ),
    ];

    /// <param name="start">The design's first day.</param>
    public PlanSeries Compare(
        BlueprintResult design,
        ChainMonths chain,
        DateOnly start,
        IEnumerable<(DateOnly First, DateOnly Last)> months
    )
    {
        TokenUnit token = chain.Market.Summary.Token;
        MetricSeries series = design.Metrics.First(metric => metric.Spec.Key == Key);
        return new PlanSeries(
            Key,
            MetricKey,
            PageWords.Plain(TitleKey),
            PageWords.Plain(MeaningKey),
            IsLevel,
            token.Symbol,
            [
                .. months.Select(month =>
                {
                    (double low, double median, double high) = Planned(series, start, month.First, month.Last);
                    double actual = new Amount(Actual(chain, month.First, month.Last), token).ToChartPoint();
                    return new PlanMonth(month.First, month.Last, low, median, high, actual);
                }),
            ]
        );
    }

    // By run, so that what a month brought has a band of its own.
    private (double Low, double Median, double High) Planned(
        MetricSeries series,
        DateOnly start,
        DateOnly first,
        DateOnly last
    )
    {
        int close = last.DayNumber - start.DayNumber;
        int before = first.DayNumber - start.DayNumber - 1;
        return BandOf(
            Enumerable
                .Range(0, series.Runs)
                .Select(run => series[run, close] - (IsLevel || before < 0 ? 0 : series[run, before]))
        );
    }

    /// <summary>What nine of ten runs lie between, and their median.</summary>
    public static (double Low, double Median, double High) BandOf(IEnumerable<double> runs)
    {
        double[] sorted = [.. runs.Order()];
        return (Quantile.OfSorted(sorted, 0.05), Quantile.OfSorted(sorted, 0.5), Quantile.OfSorted(sorted, 0.95));
    }
}

/// <summary>What the chain shows of a market by day and month, in base units.</summary>
/// <param name="Unlocks">The metric "unlocks".</param>
internal sealed record ChainMonths(MarketOverview Market, MetricTable Unlocks)
{
    public BigInteger Sum(DateOnly first, DateOnly last, Func<FlowDay, BigInteger> part) =>
        Market
            .Flows.Rows.Where(row => row.Day >= first && row.Day <= last)
            .Aggregate(BigInteger.Zero, (sum, row) => sum + part(row));

    /// <summary>In the calendar month of a day.</summary>
    public BigInteger Unlocked(DateOnly day) =>
        Unlocks
            .Rows.Where(row => Unlocks.Value<DateOnly>(row, "month") == Period.Month.Start(day))
            .Aggregate(BigInteger.Zero, (sum, row) => sum + Unlocks.Integer(row, "unlocked"));
}
