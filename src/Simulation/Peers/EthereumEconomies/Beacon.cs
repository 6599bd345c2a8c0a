namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>What the beacon chain works out in whole gwei, and how long things take.</summary>
internal static class Beacon
{
    public const double GweiPerEth = 1e9;
    public const double SlotsPerEpoch = 32;
    public const double EpochsPerDay = 225;

    /// <summary>The published model's year, which is not 365 of its days.</summary>
    public const double EpochsPerYear = 82180;

    /// <summary>A miner's block takes 13 seconds where a slot takes 12.</summary>
    public const double WorkBlocksPerEpoch = SlotsPerEpoch * 12 / 13;

    /// <summary>The largest whole number not above the exact quotient of two positive numbers.</summary>
    /// <remarks>A quotient may round up to a whole number; the fused product is exact enough to see it.</remarks>
    public static double FloorDivide(double dividend, double divisor)
    {
        double quotient = Math.Floor(dividend / divisor);
        return Math.FusedMultiplyAdd(quotient, divisor, -dividend) > 0 ? quotient - 1 : quotient;
    }

    /// <summary>The largest whole number whose square is not above <paramref name="value"/>, which is from 0 to 9e18.</summary>
    public static double SquareRoot(double value)
    {
        long whole = (long)value;
        long root = (long)Math.Sqrt(whole);
        while (root * root > whole)
        {
            root--;
        }

        while ((root + 1) * (root + 1) <= whole)
        {
            root++;
        }

        return root;
    }

    /// <summary>Those who may do duties now.</summary>
    public static double AwakeNow(in EthereumState state, EthereumParameters parameters) =>
        Math.Min(parameters.AwakeValidatorsMax ?? double.PositiveInfinity, state.ActiveValidators);

    /// <summary>Those whom rewards count: with a limit, the awake of the step's beginning; without one, all active.</summary>
    public static double Rewarded(in EthereumState state, EthereumParameters parameters) =>
        parameters.AwakeValidatorsMax is null ? state.ActiveValidators : state.AwakeValidators;

    /// <summary>The stake that counts, in gwei: whole increments, at most the largest balance for each who is awake.</summary>
    public static double ActiveBalanceGwei(in EthereumState state, EthereumParameters parameters)
    {
        double increment = parameters.Beacon.EffectiveBalanceIncrementGwei;
        double staked = FloorDivide(state.StakedEth * GweiPerEth, increment) * increment;
        double most = parameters.Beacon.EffectiveBalanceMaxGwei * AwakeNow(state, parameters);
        return Math.Max(increment, Math.Min(staked, most));
    }

    /// <summary>What a number in a step would be in a year.</summary>
    public static double PerYear(double perStep, EthereumParameters parameters) =>
        perStep * EpochsPerYear / parameters.EpochsPerStep;
}
