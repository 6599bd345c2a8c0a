namespace Souk.Simulation.Mechanisms.Burns;

/// <summary>A fixed burn every few periods until a total is reached.</summary>
public sealed class ScheduledBurn
{
    private readonly Int128 _perBurn;
    private readonly long _everyPeriods;
    private readonly Int128 _total;

    /// <param name="perBurn">Base units per burn; the last one takes what is left of the total.</param>
    /// <param name="everyPeriods">The first burn comes at the end of this period.</param>
    /// <param name="total">Base units burned in the end.</param>
    public ScheduledBurn(Int128 perBurn, long everyPeriods, Int128 total)
    {
        Require.Amount(perBurn);
        Require.Amount(total);
        Require.Between(everyPeriods, 1, long.MaxValue, "burn at most once per period");
        _perBurn = perBurn;
        _everyPeriods = everyPeriods;
        _total = total;
    }

    /// <summary>Base units that shall have been burned by the end of a period.</summary>
    public Int128 BurnedBy(long period)
    {
        Require.Between(period, 0, long.MaxValue, "count periods from 1");
        long burns = period / _everyPeriods;
        return _perBurn > 0 && burns > _total / _perBurn ? _total : _perBurn * burns;
    }

    /// <summary>Base units to burn at the end of a period, counted from 1.</summary>
    public Int128 At(long period) => BurnedBy(period) - BurnedBy(period - 1);
}
