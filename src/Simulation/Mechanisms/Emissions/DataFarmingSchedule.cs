namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>Ocean's planned data-farming budget per week: rising steps, then a half-life of four years.</summary>
/// <remarks>
/// Weeks count from 2022-09-29, which is week 5. Steps: 150,000 OCEAN from week 29, 300,000 from 81, 600,000 from 107;
/// from week 133 (2025-03-13) the difference of what has vested by <see cref="Vested"/> a week apart. Source:
/// oceanprotocol/df-py at 026242f, `df_py/util/vesting_schedule.py` and `df_py/util/constants.py`. Upstream subtracts
/// 32,530,000 base units (not tokens) from the 503,370,000 OCEAN that the half-life divides; so does this.
/// </remarks>
public static class DataFarmingSchedule
{
    /// <summary>Of OCEAN.</summary>
    public const int Decimals = 18;

    private const long OneOcean = 1_000_000_000_000_000_000;
    private const int FirstWeek = 5;
    private const int DaysPerWeek = 7;
    private const long DaySeconds = 86_400;
    private const long HalfLifeSeconds = 4 * 365 * DaySeconds;

    private static readonly Int128 _vestingTotal = (503_370_000 * (Int128)OneOcean) - 32_530_000;
    private static readonly DateOnly _firstWeekStart = new(2022, 9, 29);
    private static readonly DateOnly _vestingStart = new(2025, 3, 13);
    private static readonly (int UntilWeek, long Tokens)[] _steps =
    [
        (29, 0),
        (81, 150_000),
        (107, 300_000),
        (133, 600_000),
    ];

    /// <summary>The data-farming week that a date lies in; −1 before week 5.</summary>
    public static int WeekOf(DateOnly date) =>
        date < _firstWeekStart ? -1 : FirstWeek + ((date.DayNumber - _firstWeekStart.DayNumber) / DaysPerWeek);

    /// <summary>Base units (10^-18 OCEAN) for the week that begins on a date.</summary>
    public static Int128 WeeklyBudget(DateOnly start)
    {
        int week = WeekOf(start);
        foreach ((int untilWeek, long tokens) in _steps)
        {
            if (week < untilWeek)
            {
                return tokens * (Int128)OneOcean;
            }
        }

        long seconds = (start.DayNumber - _vestingStart.DayNumber) * DaySeconds;
        return Vested(_vestingTotal, seconds + (DaysPerWeek * DaySeconds), HalfLifeSeconds)
            - Vested(_vestingTotal, seconds, HalfLifeSeconds);
    }

    /// <summary>What has vested of a value whose rest halves in each half-life, on straight lines in between.</summary>
    /// <remarks>
    /// p = value ≫ (t / h); value − p + (p × (t mod h)) / h / 2, each division rounded down. Source: oceanprotocol/contracts
    /// 2.6.0, `contracts/df/VestingWalletHalving.sol`, `getAmount`.
    /// </remarks>
    /// <param name="value">Base units.</param>
    /// <param name="seconds">Since the start.</param>
    public static Int128 Vested(Int128 value, long seconds, long halfLifeSeconds)
    {
        Require.Amount(value);
        Require.Between(seconds, 0, long.MaxValue, "nothing vests before the start");
        Require.Between(halfLifeSeconds, 1, long.MaxValue, "give seconds");
        (long halvings, long rest) = Math.DivRem(seconds, halfLifeSeconds);
        // Shifting an integer of 128 bits takes the shift modulo 128; the chain's 256 bits are empty by then as well.
        Int128 left = halvings > 126 ? 0 : value >> (int)halvings;
        return value - left + (Numerics.WideMath.MultiplyDivide(left, rest, halfLifeSeconds) / 2);
    }
}
