using Souk.Simulation.Calibration;
using Souk.Simulation.Scores;

namespace Souk.Simulation.Backtests;

/// <summary>What was forecast from one day on, and what came of it.</summary>
/// <param name="Day">The last that was known, from the scenario's start.</param>
/// <param name="Fit">To what was known by then.</param>
/// <param name="ScenarioHash">Of the fitted scenario that was run.</param>
/// <param name="Forecasts">One per metric of which both ends were observed.</param>
public sealed record BacktestOrigin(
    int Day,
    MomentFit Fit,
    string ScenarioHash,
    IReadOnlyList<ScoredForecast> Forecasts
);
