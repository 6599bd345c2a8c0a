using System.Numerics;
using Souk.LocalChain.Chain;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Masa's contracts and those around them, deployed.</summary>
internal sealed record MasaContracts(
    Contract Token,
    Contract Usdc,
    Contract Pool,
    Contract SwapRouter,
    Contract DataPoints,
    Contract Staking,
    Contract Market,
    IReadOnlyList<VestingWallet> Vesting
)
{
    public const string System = "masa";

    /// <summary>The pool's marginal price in millionths of a dollar per MASA, rounded down.</summary>
    public long PriceMicroUsd(Holdings holdings) =>
        (long)(holdings.Of(Usdc.Address, Pool.Address) * Units.Masa(1) / holdings.Of(Token.Address, Pool.Address));

    /// <summary>Sells MASA for USDC, if the seller has it.</summary>
    public void Sell(World world, Address seller, BigInteger amount) => Swap(world, seller, Token, amount);

    /// <summary>Buys MASA with USDC, if the buyer has it.</summary>
    public void Buy(World world, Address buyer, BigInteger amount) => Swap(world, buyer, Usdc, amount);

    private void Swap(World world, Address trader, Contract tokenIn, BigInteger amount)
    {
        if (world.Holdings.TrySpend(tokenIn.Address, trader, amount))
        {
            world.Allow(tokenIn, trader, SwapRouter);
            world.Call(trader, SwapRouter, "swapExactInput", tokenIn.Address, amount);
        }
    }
}

/// <summary>A vesting wallet and who it pays.</summary>
/// <param name="CliffDays">Nothing is released before; counted from genesis.</param>
internal sealed record VestingWallet(Contract Contract, Address Beneficiary, int CliffDays);
