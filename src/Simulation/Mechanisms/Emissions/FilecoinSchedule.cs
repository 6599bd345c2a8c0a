using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>What Filecoin mints day by day while its storage power grows at a constant rate.</summary>
/// <remarks>
/// Days are worked out in order and kept: a function of the day alone, for one thread at a time. Power is the same for all
/// epochs of a day. See <see cref="FilecoinMinting"/> for the rule and its source.
/// </remarks>
/// <param name="power">EiB (2^60 bytes) on the first day.</param>
/// <param name="growth">Of power in 365 days: 1 doubles it; above −1.</param>
public sealed class FilecoinSchedule(FilecoinParameters parameters, double power, double growth)
{
    /// <summary>Epochs of 30 seconds.</summary>
    public const int EpochsPerDay = 2_880;

    private const double BytesPerExbibyte = 1_152_921_504_606_846_976;
    private const double DaysPerYear = 365;

    private readonly FilecoinMinting _minting = new(parameters);
    private readonly List<Int128> _days = [];

    /// <summary>attoFIL of a day, counted from 1 at genesis.</summary>
    public Int128 OfDay(int day)
    {
        Require.Between(day, 1, int.MaxValue, "genesis is day 1");
        while (_days.Count < day)
        {
            double factor = DeterministicMath.Pow(1 + growth, _days.Count / DaysPerYear);
            _days.Add(_minting.Step((Int128)(power * factor * BytesPerExbibyte), EpochsPerDay));
        }

        return _days[day - 1];
    }
}
