using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Markets;

/// <summary>Turns an ensemble into what a page shows.</summary>
internal static class ForecastReader
{
    public static Forecast Read(MarketSummary market, EnsembleResult result) =>
        new()
        {
            Market = market,
            Scenario = result.Scenario.Name,
            ScenarioHash = result.ScenarioHash,
            Seed = result.Seed,
            Runs = result.Runs,
            EngineVersion = result.EngineVersion,
            Digest = result.Digest,
            BurnShare = result.Scenario.State.Fees.BurnShare,
            Days = [.. Enumerable.Range(0, result.Days).Select(result.DateAt)],
            Supply = Quantiles(result["supply"]),
            Price = Quantiles(result["price"]),
            PriceUnit = result.Scenario.State.Stablecoin.Symbol,
            IsPriceSupposed = result.Scenario.State.Basis.Pool != Backing.Indexed,
            Assumptions = [.. FromChain(market, result.Scenario.State), .. Assumed(result.Scenario.Behaviour)],
        };

    private static QuantileSeries Quantiles(MetricSeries series) =>
        new(
            new Answers.Metric(
                series.Spec.Key,
                series.Spec.Title,
                series.Spec.Meaning,
                PageWords.Plain("markets.souk-simulation")
            ),
            Quantile.Reported,
            [.. Quantile.Reported.Select(series.QuantileByDay)]
        );

    private static IEnumerable<Assumption> FromChain(MarketSummary market, InitialState state)
    {
        StartBasis basis = state.Basis;
        Assumption From(string name, string value, Backing backing, string source) =>
            new(name, value, source, IsFromChain: backing == Backing.Indexed);
        Assumption Read(string name, string value, Backing backing = Backing.Indexed) =>
            From(name, value, backing, SourceOf(market, basis, backing));

        double scale = Math.Pow(10, state.Token.Decimals);
        yield return Read(
            PageWords.Plain("markets.total-supply"),
            $"{(double)state.Supply / scale:N0} {state.Token.Symbol}"
        );
        yield return Read(PageWords.Plain("markets.vesting-schedules"), $"{state.Vesting.Count}");
        yield return Read(
            PageWords.Plain("markets.emission"),
            PageWords.Plain("markets.per-day", (double)state.EmissionPerDay / scale, state.Token.Symbol)
        );
        yield return Read(
            PageWords.Plain("markets.fee"),
            PageWords.Plain("markets.of-the-price", 100 * state.Fees.MarketFeeShare),
            basis.Fees
        );
        yield return Read(
            PageWords.Plain("markets.fees-burned"),
            PageWords.Plain("markets.unless-changed-above", 100 * state.Fees.BurnShare),
            basis.Fees
        );
        yield return Read(PageWords.Plain("markets.active-contributors"), $"{state.Activity.ActiveContributors:N0}");
        yield return Read(
            PageWords.Plain("markets.active-buyers"),
            $"{state.Activity.ActiveBuyers:N0}",
            basis.OrderSize
        );
        yield return Read(
            PageWords.Plain("markets.orders"),
            PageWords.Plain(
                "markets.per-day-of",
                state.Activity.OrdersPerDay,
                state.Activity.MeanOrderUsd,
                state.Stablecoin.Symbol
            ),
            basis.OrderSize
        );
        yield return From(
            PageWords.Plain("markets.pool"),
            PageWords.Plain(
                "markets.and",
                (double)state.Pool.TokenReserve / scale,
                state.Token.Symbol,
                (double)state.Pool.StableReserve / Math.Pow(10, state.Stablecoin.Decimals),
                state.Stablecoin.Symbol
            ),
            basis.Pool,
            basis.Pool == Backing.Indexed
                ? SourceOf(market, basis, Backing.Indexed)
                : PageWords.Plain("markets.no-pool-so-that-it")
        );
    }

    private static string SourceOf(MarketSummary market, StartBasis basis, Backing backing) =>
        backing switch
        {
            Backing.Indexed => PageWords.Plain("markets.chain-block", market.AsOf.BlockNumber),
            Backing.Past => PageWords.Plain(
                "markets.none-of-late-as-on",
                basis.PaidIn,
                basis.LastOrder!.Value.ToDateTime(TimeOnly.MinValue)
            ),
            _ => PageWords.Plain("markets.none-of-late", basis.PaidIn),
        };

    private static IEnumerable<Assumption> Assumed(Behaviour behaviour)
    {
        Assumption Assume(string name, string value) =>
            new(name, value, PageWords.Plain("markets.assumed-see-docs-assumptions-md"), IsFromChain: false);

        yield return Assume(
            PageWords.Plain("markets.potential-contributors"),
            PageWords.Plain("markets.per-active-one", behaviour.Contributors.PotentialMultiple)
        );
        yield return Assume(
            PageWords.Plain("markets.potential-buyers"),
            PageWords.Plain("markets.per-active-one", behaviour.Buyers.PotentialMultiple)
        );
        yield return Assume(
            PageWords.Plain("markets.buyers-that-leave"),
            PageWords.Plain("markets.per-day-2", 100 * behaviour.Buyers.ChurnHazard)
        );
        yield return Assume(
            PageWords.Plain("markets.price-elasticity-of-buyers"),
            $"{behaviour.Buyers.PriceElasticity:0.##}"
        );
        yield return Assume(
            PageWords.Plain("markets.insiders-that-sell"),
            PageWords.Plain(
                "markets.per-day-of-what-they",
                100 * behaviour.Insiders.SellHazard,
                100 * behaviour.Insiders.SellShare
            )
        );
        yield return Assume(
            PageWords.Plain("markets.daily-flow-of-other-traders"),
            PageWords.Plain("markets.of-the-pool-deviation", 100 * behaviour.Traders.FlowSigma)
        );
    }
}
