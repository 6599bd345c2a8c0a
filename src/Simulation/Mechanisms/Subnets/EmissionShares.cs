using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>How a block's TAO is divided between subnets.</summary>
internal static class EmissionShares
{
    /// <summary>TAO base units for each subnet, not yet rounded to whole ones; together at most the emission.</summary>
    /// <remarks>
    /// The share of a subnet to which no TAO is emitted goes to the others, or under the first rule to nobody. Sources: opentensor/subtensor v2.0.0,
    /// `pallets/subtensor/src/coinbase/run_coinbase.rs`; v3.3.0-361, v3.4.6-421 and 14bc6f9, `subnet_emissions.rs`.
    /// </remarks>
    public static Q96x32[] Of(ShareRule rule, SubnetNetwork network, ulong taoEmission)
    {
        if (rule == ShareRule.MovingPrice)
        {
            return ByMovingPrice(network, taoEmission);
        }

        Q64x64[] shares = rule == ShareRule.TaoFlow ? FlowShares.Next(network) : ByPriceAndBurn(rule, network);
        GiveToEnabled(network, shares);
        return [.. shares.Select(share => (Q64x64.Of(taoEmission) * share).ToQ96x32())];
    }

    // Multiplies before it divides, as the first version did.
    private static Q96x32[] ByMovingPrice(SubnetNetwork network, ulong taoEmission)
    {
        Q96x32 sum = Q96x32.Zero;
        foreach (Subnet subnet in network.Subnets)
        {
            sum += subnet.MovingPrice;
        }

        return
        [
            .. network.Subnets.Select(subnet =>
                subnet.IsEmissionEnabled ? (Q96x32.Of(taoEmission) * subnet.MovingPrice).OverOrZero(sum) : Q96x32.Zero
            ),
        ];
    }

    private static Q64x64[] ByPriceAndBurn(ShareRule rule, SubnetNetwork network)
    {
        Q64x64[] prices = Normalized([.. network.Subnets.Select(subnet => subnet.MovingPrice.ToQ64x64())]);
        Q64x64[] weighted = new Q64x64[prices.Length];
        for (int i = 0; i < weighted.Length; i++)
        {
            Subnet subnet = network.Subnets[i];
            Q64x64 factor = Q64x64.One - Q96x32.Min(Q96x32.One, subnet.MinerBurned).ToQ64x64();
            if (rule == ShareRule.PriceRootAndBurn)
            {
                factor = network.RootProportion(subnet).ToQ64x64() * factor;
            }

            weighted[i] = prices[i] * factor;
        }

        return weighted.All(share => share == Q64x64.Zero) ? prices : Normalized(weighted);
    }

    private static void GiveToEnabled(SubnetNetwork network, Q64x64[] shares)
    {
        if (network.Subnets.All(subnet => subnet.IsEmissionEnabled))
        {
            return;
        }

        Q64x64 enabled = Q64x64.Zero;
        for (int i = 0; i < shares.Length; i++)
        {
            enabled += network.Subnets[i].IsEmissionEnabled ? shares[i] : Q64x64.Zero;
        }

        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = network.Subnets[i].IsEmissionEnabled ? shares[i].OverOrZero(enabled) : Q64x64.Zero;
        }
    }

    private static Q64x64[] Normalized(Q64x64[] values)
    {
        Q64x64 sum = values.Aggregate(Q64x64.Zero, (a, b) => a + b);
        return [.. values.Select(value => value.OverOrZero(sum))];
    }
}
