using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>How a subnet's moving price follows its price, block by block.</summary>
/// <remarks>
/// moving' = rate × price + (1 − rate) × moving. Sources: opentensor/subtensor v2.0.0, v3.3.0-361 and 14bc6f9,
/// `pallets/subtensor/src/staking/stake_utils.rs`, `update_moving_price`.
/// </remarks>
internal static class MovingAverage
{
    /// <summary>The default rate: 0.000003 to the nearest 2⁻³².</summary>
    public static readonly Q96x32 DefaultRate = Q96x32.OfRaw(12_885);

    /// <summary>Blocks until a young subnet's rate reaches half of the full one: 28 days.</summary>
    public const long HalvingBlocks = 201_600;

    /// <param name="block">The block that has just been emitted.</param>
    public static Q96x32 Next(
        AverageRule rule,
        Subnet subnet,
        long block,
        Q96x32 rate,
        long halvingBlocks = HalvingBlocks
    )
    {
        ulong age = (ulong)Math.Max(0, block - subnet.StartBlock);
        ulong halving = age + (ulong)halvingBlocks;
        return rule switch
        {
            AverageRule.Constant => Mix(rate, subnet.Pool.Price.ToQ96x32(), subnet.MovingPrice),
            AverageRule.SlowedByAge => Mix(
                rate * Q96x32.Of(age).OverOrZero(Q96x32.Of(halving)),
                Q96x32.Min(Q96x32.One, subnet.Pool.Price.ToQ96x32()),
                subnet.MovingPrice
            ),
            _ => Mix(
                    rate.ToQ64x64() * Q64x64.Of(age).OverOrZero(Q64x64.Of(halving)),
                    Q64x64.Min(Q64x64.One, subnet.Pool.Price),
                    subnet.MovingPrice.ToQ64x64()
                )
                .ToQ96x32(),
        };
    }

    private static Q96x32 Mix(Q96x32 rate, Q96x32 price, Q96x32 moving) =>
        (rate * price) + ((Q96x32.One - rate) * moving);

    private static Q64x64 Mix(Q64x64 rate, Q64x64 price, Q64x64 moving) =>
        (rate * price) + ((Q64x64.One - rate) * moving);
}
