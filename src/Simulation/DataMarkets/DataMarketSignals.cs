using Souk.Simulation.Engine;
using Souk.Simulation.Slots;

namespace Souk.Simulation.DataMarkets;

/// <summary>What agents know when they decide, and what happened today and since the start.</summary>
internal sealed class DataMarketSignals(Model model)
{
    /// <summary>Expected net wage in USD per day and unit of weight.</summary>
    public Signal WagePerWeight { get; } = model.Signal("wage_per_weight");

    /// <summary>Orders per day, smoothed.</summary>
    public Signal Orders { get; } = model.Signal("orders_smoothed");

    /// <summary>Price level of data, 1 at the start.</summary>
    public Signal DataPrice { get; } = model.Signal("data_price");

    /// <summary>Today's pay of all contributors in USD, tokens valued at the closing price.</summary>
    public Signal IncomeUsd { get; } = model.Signal("income_usd");

    /// <summary>Today's purchases.</summary>
    public Counter OrderCount { get; } = model.Counter("order_count", 0);

    /// <summary>What traders spend (above zero) or raise (below zero) today, stablecoin base units.</summary>
    public Amount TraderFlow { get; } = model.Amount("trader_flow");

    /// <summary>Today's payments by buyers, stablecoin base units.</summary>
    public Amount Paid { get; } = model.Amount("paid");

    public Amount Burned { get; } = model.Amount("burned", 0);

    public Amount Emitted { get; } = model.Amount("emitted", 0);

    public Amount Unlocked { get; } = model.Amount("unlocked", 0);

    public Amount InsidersSold { get; } = model.Amount("insiders_sold", 0);
}
