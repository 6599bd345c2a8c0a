namespace Souk.Simulation.Engine;

/// <summary>What agents know when they decide: aggregates up to yesterday.</summary>
internal struct Signals
{
    /// <summary>Expected net wage in USD per day and unit of weight.</summary>
    public double WagePerWeight;

    /// <summary>Orders per day, smoothed.</summary>
    public double Orders;

    /// <summary>Price level of data, 1 at the start.</summary>
    public double DataPrice;
}

/// <summary>What happened today and since the start; the source of metrics and of tomorrow's signals.</summary>
internal struct Totals
{
    public Int128 Burned;
    public Int128 Emitted;
    public Int128 Unlocked;
    public Int128 InsidersSold;

    /// <summary>Today's payments by buyers, stablecoin base units.</summary>
    public Int128 Paid;

    /// <summary>Today's purchases.</summary>
    public int Orders;

    /// <summary>Today's pay of all contributors in USD, tokens valued at yesterday's price.</summary>
    public double IncomeUsd;
}
