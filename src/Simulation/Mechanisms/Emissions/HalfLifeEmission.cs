namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>A total of which half of the rest is issued in each half-life.</summary>
/// <remarks>
/// Issued by period n: total × (1 − 2^(−n / h)), rounded down to the base unit. This is mechaFIL's closed form of
/// Filecoin's simple minting: 330,000,000 FIL with a half-life of 2190 days.
/// </remarks>
public sealed class HalfLifeEmission : IEmissionSchedule
{
    private readonly Int128 _total;
    private readonly long _halfLife;

    /// <param name="total">Base units that are issued in the end.</param>
    /// <param name="halfLifePeriods">Periods until half of the rest is issued.</param>
    public HalfLifeEmission(Int128 total, long halfLifePeriods)
    {
        Require.Amount(total);
        Require.Between(halfLifePeriods, 1, int.MaxValue, "use shorter periods, or a FixedEmission");
        _total = total;
        _halfLife = halfLifePeriods;
    }

    /// <summary>Filecoin's simple minting as mechaFIL has it: a period is a day, a base unit 10^-18 FIL.</summary>
    public static HalfLifeEmission FilecoinSimpleMinting { get; } =
        new(330_000_000 * (Int128)1_000_000_000_000_000_000, 6 * 365);

    public Int128 IssuedBy(long period)
    {
        Require.Between(period, 0, long.MaxValue, "count periods from 1");
        return (Int128)(_total * (FixedPoint.One - FixedPoint.HalfToThe(period, _halfLife)) >> FixedPoint.Bits);
    }
}
