using System.Numerics;

namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>A total whose rest is issued at a constant continuous rate.</summary>
/// <remarks>Issued by period n: total × (1 − e^(−rate × n)), rounded down to the base unit.</remarks>
public sealed class ExponentialEmission : IEmissionSchedule
{
    private readonly Int128 _total;
    private readonly BigInteger _rate;

    /// <param name="total">Base units that are issued in the end.</param>
    /// <param name="ratePartsPerBillion">Share of the rest that is issued per period, continuously compounded.</param>
    public ExponentialEmission(Int128 total, long ratePartsPerBillion)
    {
        Require.Amount(total);
        Require.Share(ratePartsPerBillion);
        _total = total;
        _rate = ((BigInteger)ratePartsPerBillion << FixedPoint.Bits) / Require.Whole;
    }

    public Int128 IssuedBy(long period)
    {
        Require.Between(period, 0, long.MaxValue, "count periods from 1");
        return (Int128)(_total * (FixedPoint.One - FixedPoint.ExpNegative(_rate * period)) >> FixedPoint.Bits);
    }
}
