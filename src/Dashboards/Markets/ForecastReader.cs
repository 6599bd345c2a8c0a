using System.Globalization;
using Souk.Dashboards.Answers;
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
            Assumptions = [.. FromChain(market, result.Scenario.State), .. Assumed(result.Scenario.Behaviour)],
        };

    private static QuantileSeries Quantiles(MetricSeries series) =>
        new(
            new Answers.Metric(series.Spec.Key, series.Spec.Title, series.Spec.Meaning, "Souk simulation"),
            Quantile.Reported,
            [.. Quantile.Reported.Select(series.QuantileByDay)]
        );

    private static IEnumerable<Assumption> FromChain(MarketSummary market, InitialState state)
    {
        string source = string.Create(CultureInfo.InvariantCulture, $"chain, block {market.AsOf.BlockNumber:N0}");
        Assumption Read(string name, FormattableString value) =>
            new(name, FormattableString.Invariant(value), source, IsFromChain: true);

        double scale = Math.Pow(10, state.Token.Decimals);
        yield return Read("Total supply", $"{(double)state.Supply / scale:N0} {state.Token.Symbol}");
        yield return Read("Vesting schedules", $"{state.Vesting.Count}");
        yield return Read("Emission", $"{(double)state.EmissionPerDay / scale:N0} {state.Token.Symbol} per day");
        yield return Read("Fee", $"{100 * state.Fees.MarketFeeShare:0.##} % of the price");
        yield return Read("Fees burned", $"{100 * state.Fees.BurnShare:0.##} % (unless changed above)");
        yield return Read("Active contributors", $"{state.Activity.ActiveContributors:N0}");
        yield return Read("Active buyers", $"{state.Activity.ActiveBuyers:N0}");
        yield return Read(
            "Orders",
            $"{state.Activity.OrdersPerDay:0.##} per day of {state.Activity.MeanOrderUsd:N2} {state.Stablecoin.Symbol}"
        );
        yield return Read(
            "Pool",
            $"{(double)state.Pool.TokenReserve / scale:N0} {state.Token.Symbol} and {(double)state.Pool.StableReserve / Math.Pow(10, state.Stablecoin.Decimals):N0} {state.Stablecoin.Symbol}"
        );
    }

    private static IEnumerable<Assumption> Assumed(Behaviour behaviour)
    {
        Assumption Assume(string name, FormattableString value) =>
            new(name, FormattableString.Invariant(value), "assumed, see docs/ASSUMPTIONS.md", IsFromChain: false);

        yield return Assume(
            "Potential contributors",
            $"{behaviour.Contributors.PotentialMultiple:0.##} per active one"
        );
        yield return Assume("Potential buyers", $"{behaviour.Buyers.PotentialMultiple:0.##} per active one");
        yield return Assume("Buyers that leave", $"{100 * behaviour.Buyers.ChurnHazard:0.##} % per day");
        yield return Assume("Price elasticity of buyers", $"{behaviour.Buyers.PriceElasticity:0.##}");
        yield return Assume(
            "Insiders that sell",
            $"{100 * behaviour.Insiders.SellHazard:0.##} % per day, {100 * behaviour.Insiders.SellShare:0.##} % of what they hold"
        );
        yield return Assume(
            "Daily flow of other traders",
            $"{100 * behaviour.Traders.FlowSigma:0.##} % of the pool (deviation)"
        );
    }
}
