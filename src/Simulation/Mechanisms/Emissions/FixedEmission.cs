namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>The same amount each period until a cap.</summary>
/// <remarks>The last period before the cap gets what is left.</remarks>
public sealed class FixedEmission : IEmissionSchedule
{
    private readonly Int128 _perPeriod;
    private readonly Int128 _cap;

    /// <param name="perPeriod">Base units.</param>
    /// <param name="cap">Base units that are never exceeded.</param>
    public FixedEmission(Int128 perPeriod, Int128 cap)
    {
        Require.Amount(perPeriod);
        Require.Amount(cap);
        _perPeriod = perPeriod;
        _cap = cap;
    }

    public Int128 IssuedBy(long period)
    {
        Require.Between(period, 0, long.MaxValue, "count periods from 1");
        // Whether the cap is reached is asked by division: the product may not fit.
        return _perPeriod > 0 && period > _cap / _perPeriod ? _cap : _perPeriod * period;
    }
}
