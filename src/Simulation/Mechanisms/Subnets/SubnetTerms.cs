using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>What a block emits to a subnet, not yet rounded to base units.</summary>
/// <param name="TaoIn">TAO injected into the pool.</param>
/// <param name="AlphaIn">Alpha injected into the pool.</param>
/// <param name="AlphaOut">Alpha for the subnet's people.</param>
/// <param name="ExcessTao">TAO that buys alpha instead.</param>
internal readonly record struct SubnetTerms(Q96x32 TaoIn, Q96x32 AlphaIn, Q96x32 AlphaOut, Q96x32 ExcessTao)
{
    /// <remarks>
    /// As much alpha as the TAO is worth keeps the price; a cap on the alpha leaves TAO over. Sources: opentensor/subtensor
    /// v2.0.0, v3.3.0-361 and 14bc6f9, `pallets/subtensor/src/coinbase/run_coinbase.rs`.
    /// </remarks>
    /// <param name="taoEmission">The subnet's TAO of this block.</param>
    /// <param name="alphaEmission">The subnet's alpha of this block in base units.</param>
    public static SubnetTerms Of(
        InjectionRule rule,
        SubnetNetwork network,
        Subnet subnet,
        Q96x32 taoEmission,
        ulong alphaEmission
    )
    {
        Q96x32 alphaOut = Q96x32.Of(alphaEmission);
        Q96x32 price = subnet.Pool.Price.ToQ96x32();
        if (rule == InjectionRule.AllTao)
        {
            Q96x32 worth = price == Q96x32.Zero ? alphaOut : taoEmission / price;
            return new(taoEmission, Q96x32.Min(worth, alphaOut), alphaOut, Q96x32.Zero);
        }

        Q96x32 cap = rule == InjectionRule.BuyAndKeep ? network.RootProportion(subnet) * alphaOut : alphaOut;
        Q96x32 alphaIn = taoEmission.OverOrZero(price);
        if (alphaIn <= cap)
        {
            return new(taoEmission, alphaIn, alphaOut, Q96x32.Zero);
        }

        Q96x32 taoIn = cap * price;
        return new(taoIn, cap, alphaOut, taoEmission - taoIn);
    }
}
