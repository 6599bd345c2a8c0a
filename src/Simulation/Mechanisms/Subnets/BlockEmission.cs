using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>What one block emits to all subnets: into their pools at once, to their people with the next epoch.</summary>
/// <remarks>
/// Source: opentensor/subtensor, `pallets/subtensor/src/coinbase/run_coinbase.rs`, at the tags that
/// <see cref="SubnetRules"/> names. Amounts round down to base units; TAO left by rounding is not issued, alpha left by
/// rounding stays outstanding (<see cref="Subnet.RestAlpha"/>).
/// </remarks>
internal static class BlockEmission
{
    /// <param name="taoEmission">TAO base units of this block; what is not spent on subnets is not issued.</param>
    /// <param name="alphaEmissions">Alpha base units of this block for each subnet.</param>
    /// <param name="block">The block's height.</param>
    /// <param name="averageRate">How fast moving prices follow; the chain's default where null.</param>
    /// <returns>TAO base units issued.</returns>
    /// <exception cref="ArgumentException">Not one alpha emission per subnet.</exception>
    public static ulong Run(
        SubnetRules rules,
        SubnetNetwork network,
        ulong taoEmission,
        ReadOnlySpan<ulong> alphaEmissions,
        long block,
        Q96x32? averageRate = null
    )
    {
        if (alphaEmissions.Length != network.Subnets.Count)
        {
            throw new ArgumentException(
                $"There are {network.Subnets.Count} subnets, but {alphaEmissions.Length} alpha emissions.",
                nameof(alphaEmissions)
            );
        }

        Q96x32[] taoEmissions = EmissionShares.Of(rules.Shares, network, taoEmission);
        bool isRootPaid = rules.Root == RootRule.SoldEachBlock || network.IsRootPaid();
        ulong issued = 0;
        for (int i = 0; i < network.Subnets.Count; i++)
        {
            Subnet subnet = network.Subnets[i];
            subnet.Pool.Curve = rules.Curve;
            SubnetTerms terms = SubnetTerms.Of(rules.Injection, network, subnet, taoEmissions[i], alphaEmissions[i]);
            issued += FillPool(rules.Injection, subnet, terms);
            subnet.AlphaOut += alphaEmissions[i];
            Accrue(rules.Root, network, subnet, terms.AlphaOut, isRootPaid);
        }

        network.Issue(issued);
        foreach (Subnet subnet in network.Subnets)
        {
            subnet.MovingPrice = MovingAverage.Next(
                rules.Average,
                subnet,
                block,
                averageRate ?? MovingAverage.DefaultRate
            );
        }

        return issued;
    }

    // As on chain, a weighted pool first moves its weights, then the excess is swapped, then the reserves grow.
    private static ulong FillPool(InjectionRule rule, Subnet subnet, SubnetTerms terms)
    {
        (ulong tao, ulong alpha) = (terms.TaoIn.ToUInt64(), terms.AlphaIn.ToUInt64());
        if (!subnet.Pool.TryPrepare(tao, alpha))
        {
            (tao, alpha) = (0, 0);
        }

        ulong excess = terms.ExcessTao.ToUInt64();
        SwapOutcome? bought = excess > 0 ? subnet.BuyAlpha(excess) : null;
        if (bought is { PaidOut: ulong kept })
        {
            if (rule == InjectionRule.BuyAndKeep)
            {
                subnet.ProtocolAlpha += kept;
            }
            else
            {
                subnet.Recycle(kept);
            }
        }

        subnet.Pool.Inject(tao, alpha);
        return tao + (bought?.PaidIn ?? 0);
    }

    // The owner's cut first, then half to miners; root's proportion of the other half is root's.
    private static void Accrue(RootRule rule, SubnetNetwork network, Subnet subnet, Q96x32 alphaOut, bool isRootPaid)
    {
        Q96x32 cut = subnet.IsOwnerCutEnabled ? alphaOut * network.OwnerCutShare : Q96x32.Zero;
        Q96x32 shared = alphaOut - cut;
        Q96x32 root = network.RootProportion(subnet) * shared * Q96x32.Half;
        Q96x32 miners = shared * Q96x32.Half;
        PendingAlpha accrued = new(
            miners.ToUInt64(),
            (shared - miners - root).ToUInt64(),
            root.ToUInt64(),
            cut.ToUInt64()
        );
        subnet.RestAlpha += (long)(alphaOut.ToUInt64() - accrued.ForEpoch - accrued.OwnerCut);
        subnet.Pending += PayRoot(rule, subnet, accrued, isRootPaid);
    }

    private static PendingAlpha PayRoot(RootRule rule, Subnet subnet, PendingAlpha accrued, bool isRootPaid)
    {
        if (rule == RootRule.SoldEachBlock)
        {
            SwapOutcome? sold = subnet.SellAlpha(accrued.Root);
            subnet.PendingRootTao += sold?.PaidOut ?? 0;
            subnet.RestAlpha += sold is null ? (long)accrued.Root : 0;
            return accrued with { Root = 0 };
        }

        if (isRootPaid)
        {
            return accrued;
        }

        subnet.Recycle(accrued.Root);
        return accrued with { Root = 0 };
    }
}
