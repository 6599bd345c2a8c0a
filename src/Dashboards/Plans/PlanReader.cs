using Souk.Dashboards.Answers;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Plans;

/// <summary>Simulates a design from its first day and reads what the chain shows of the same months.</summary>
internal sealed class PlanReader(BandRunner runner, IDashboardData data)
{
    /// <summary>Runs of the design.</summary>
    private const int Runs = 16;

    /// <param name="from">The design's first day on chain; null takes its own.</param>
    /// <exception cref="PlanException">There is nothing to compare with.</exception>
    /// <exception cref="RunException">A rule met what it cannot do.</exception>
    /// <exception cref="Simulation.Scenarios.ScenarioException">The design cannot run.</exception>
    public async Task<PlanComparison> ReadAsync(
        Design design,
        MarketSummary market,
        DateOnly? from,
        CancellationToken cancellation
    )
    {
        MarketOverview overview = (await data.ReadMarketAsync(market.System, cancellation))!;
        DateOnly start = from ?? design.Changed.Start;
        IReadOnlyList<(DateOnly First, DateOnly Last)> months = MonthsOf(design.Changed, start, overview);
        DateOnly last = months[^1].Last;
        BlueprintResult result = await runner.ResultAsync(design.Changed, design.Seed, Runs, cancellation);
        (MetricTable unlocks, MetricTable vesting) = await data.ReadAsync(
            connection =>
                (
                    MetricCatalogue.Run(connection, "unlocks", market.System),
                    MetricCatalogue.Run(
                        connection,
                        "vesting",
                        market.System,
                        last.ToDateTime(new TimeOnly(23, 59, 59), DateTimeKind.Unspecified)
                    )
                ),
            cancellation
        );
        ChainMonths chain = new(overview, unlocks);
        return new PlanComparison(
            design,
            market,
            start,
            last,
            result.Runs,
            result.Digest,
            [.. PlanMeasure.All.Select(measure => measure.Compare(result, chain, start, months))],
            PlanBuckets.Of(result, vesting, market.Token, last.DayNumber - start.DayNumber)
        );
    }

    // Months that are over on chain and within the design.
    private static IReadOnlyList<(DateOnly First, DateOnly Last)> MonthsOf(
        Blueprint design,
        DateOnly start,
        MarketOverview market
    )
    {
        string title = market.Summary.Title;
        if (market.Supply.Rows.Count == 0)
        {
            throw new PlanException(PageWords.Plain("plans.has-no-token-on-chain", title));
        }

        DateOnly firstOnChain = market.Supply.Rows[0].Day;
        // The day of the last block is not over.
        DateOnly lastOnChain = market.Summary.AsOf.Day.AddDays(-1);
        DateOnly first = start > firstOnChain ? start : firstOnChain;
        DateOnly end = DateOnly.FromDayNumber(
            Math.Min(DateOnly.MaxValue.DayNumber, start.DayNumber + design.HorizonDays - 1)
        );
        DateOnly last = end < lastOnChain ? end : lastOnChain;
        (DateOnly First, DateOnly Last)[] months =
        [
            .. (first > last ? [] : Period.Month.Between(first, last))
                .Select(month => (First: month > first ? month : first, Last: month.AddMonths(1).AddDays(-1)))
                .Where(month => month.Last <= last),
        ];
        return months.Length > 0
            ? months
            : throw new PlanException(
                PageWords.Plain("plans.no-month-is-over-that", start, end, title, firstOnChain, market.Summary.AsOf.Day)
            );
    }
}
