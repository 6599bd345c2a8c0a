using Souk.Simulation.Backtests;
using Souk.Simulation.Calibration;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Scores;

namespace Souk.Simulation.Tests.Backtests;

/// <summary>Backtests of a model over markets that it did not make.</summary>
internal static class HiddenMarkets
{
    /// <summary>Fits how noisy traders are; how hastily the team sells is uncertain.</summary>
    public static readonly string[] Model = ["traders.flow_sigma=0.005..0.06"];

    /// <summary>The same where traders hardly trade: whatever is fitted, bands are far too narrow.</summary>
    public static readonly string[] WrongModel = ["traders.flow_sigma=0.0005..0.004"];

    /// <summary>Ten days ahead, not overlapping.</summary>
    public static readonly BacktestPlan Whole = new()
    {
        FirstDay = 30,
        EveryDays = 10,
        AheadDays = 10,
        Metrics = ["price"],
        FittedMetrics = ["variance.value"],
        Evaluations = 12,
        Futures = 80,
    };

    /// <summary>One week ahead with less work: what the suite plays.</summary>
    public static readonly BacktestPlan Slice = Whole with
    {
        FirstDay = 28,
        EveryDays = 7,
        AheadDays = 7,
        Futures = 40,
    };

    /// <summary>Forecasts of one market's price.</summary>
    /// <param name="history">What the market shows of so many days.</param>
    /// <param name="origins">How many.</param>
    public static IReadOnlyList<ScoredForecast> Play(
        Func<int, IReadOnlyList<MomentTarget>> history,
        string[] vary,
        BacktestPlan plan,
        int origins,
        int threads = 0,
        CancellationToken cancellation = default
    )
    {
        int days = plan.FirstDay + ((origins - 1) * plan.EveryDays) + plan.AheadDays + 1;
        Backtest backtest = new(
            Catalogue.Read("hidden.yaml", _ => HiddenMarket.Scenario),
            [.. vary.Select(Variation.Parse)],
            history(days),
            plan
        );
        return
        [
            .. backtest
                .Run(seed: 1, runs: 4, threads, progress: null, cancellation)
                .SelectMany(origin => origin.Forecasts),
        ];
    }
}
