using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Traders hold a view of what MASA is worth that wanders from day to day, and push the pool towards it.
/// </summary>
internal sealed class TraderScript(World world, MasaContracts masa) : IScript
{
    private const int TradePerMilleADay = 700;

    /// <summary>Nobody trades while the price is this close to his view.</summary>
    private const int TolerancePerMille = 20;
    private const int PoolSharePerMilleMax = 12;
    private const int WanderPerMille = 28;
    private const long ViewMicroUsdMin = 5_000;
    private const long ViewMicroUsdMax = 900_000;

    private readonly SeededStream _stream = world.Stream("traders");
    private long _viewMicroUsd = 100_000;

    public Task PlanAsync(CancellationToken cancellation)
    {
        if (world.Slot == 0)
        {
            _viewMicroUsd += _viewMicroUsd * _stream.Between(-WanderPerMille, WanderPerMille) / 1000;
            _viewMicroUsd = Math.Clamp(_viewMicroUsd, ViewMicroUsdMin, ViewMicroUsdMax);
        }

        foreach (Address trader in world.Cast.Traders)
        {
            if (world.Happens(_stream, TradePerMilleADay))
            {
                Trade(trader);
            }
        }

        return Task.CompletedTask;
    }

    private void Trade(Address trader)
    {
        long price = masa.PriceMicroUsd(world.Holdings);
        long gapPerMille = (_viewMicroUsd - price) * 1000 / price;
        int share = _stream.Between(1, PoolSharePerMilleMax);
        if (gapPerMille > TolerancePerMille)
        {
            BigInteger pooled = world.Holdings.Of(masa.Usdc.Address, masa.Pool.Address);
            BigInteger dollars = Units.PerMille(pooled, share);
            masa.Buy(world, trader, BigInteger.Min(dollars, world.Holdings.Available(masa.Usdc.Address, trader) / 4));
        }
        else if (gapPerMille < -TolerancePerMille)
        {
            BigInteger pooled = world.Holdings.Of(masa.Token.Address, masa.Pool.Address);
            BigInteger tokens = Units.PerMille(pooled, share);
            masa.Sell(world, trader, BigInteger.Min(tokens, world.Holdings.Available(masa.Token.Address, trader) / 4));
        }
    }
}
