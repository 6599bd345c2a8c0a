using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>Pays out what a subnet collected since its last epoch, as consensus decides.</summary>
/// <remarks>
/// Source: opentensor/subtensor 14bc6f9, `pallets/subtensor/src/coinbase/run_coinbase.rs`, `distribute_emission`. All that
/// was pending is paid, withheld, or left to the subnet's rest. Miners are paid by consensus's split, validators by what
/// was pending for them, so rounding can also pay a few units more than was pending: then the rest is negative.
/// </remarks>
internal static class EpochPayout
{
    /// <summary>Runs consensus over a subnet's pending alpha and pays it out; nothing stays pending.</summary>
    public static PayoutResult Run(SubnetRules rules, SubnetNetwork network, Subnet subnet, PayoutInput input)
    {
        PendingAlpha pending = subnet.Pending;
        ulong rootTao = subnet.PendingRootTao;
        (subnet.Pending, subnet.PendingRootTao) = (default, 0);

        EpochInput epochInput = input.Epoch with
        {
            Stakes = input.Stakes.Weights(input.Epoch.NeuronCount, network.TaoWeightShare),
        };
        EpochResult epoch = YumaEpoch.Run(input.Version, input.Parameters, epochInput, pending.ForEpoch);
        bool isSold = rules.Root == RootRule.SoldEachBlock;
        ulong[] miners = [.. epoch.MinerEmission];
        ulong withheld = Withhold(subnet, input, miners);
        bool isAnyMined = epoch.MinerEmission.Any(earned => earned > 0);
        ValidatorPay paid = PayValidators(
            network,
            input,
            epoch.ValidatorEmission,
            pending.Validators + (isAnyMined ? 0 : pending.Miners),
            isSold ? rootTao : pending.Root
        );

        ulong paidRoot = Sum(paid.Root) + Sum(paid.RootTakes);
        ulong paidAlpha = Sum(miners) + Sum(paid.Takes) + Sum(paid.Nominators) + (isSold ? 0 : paidRoot);
        long rest = (long)pending.ForEpoch - (long)(paidAlpha + withheld);
        subnet.RestAlpha += rest;
        return new()
        {
            Epoch = epoch,
            Miners = miners,
            ValidatorTakes = paid.Takes,
            Nominators = paid.Nominators,
            RootTakes = paid.RootTakes,
            Root = paid.Root,
            OwnerCut = pending.OwnerCut,
            Withheld = withheld,
            RestAlpha = rest,
            RestTao = isSold ? rootTao - paidRoot : rootTao,
        };
    }

    // What the owner's neurons mined goes to nobody, and counts against the subnet's share of emission.
    private static ulong Withhold(Subnet subnet, PayoutInput input, Span<ulong> miners)
    {
        ulong withheld = 0;
        ulong mined = 0;
        for (int uid = 0; uid < miners.Length; uid++)
        {
            mined += miners[uid];
            if (input.OwnerNeurons.Contains(uid))
            {
                withheld += miners[uid];
                miners[uid] = 0;
            }
        }

        subnet.MinerBurned = Q96x32.Of(withheld).OverOrZero(Q96x32.Of(mined));
        if (input.IsRecycling)
        {
            subnet.Recycle(withheld);
        }
        else
        {
            subnet.Burn(withheld);
        }

        return withheld;
    }

    private static ValidatorPay PayValidators(
        SubnetNetwork network,
        PayoutInput input,
        ReadOnlySpan<ulong> earned,
        ulong validators,
        ulong root
    )
    {
        Q96x32 taoWeight = network.TaoWeightShare;
        ulong[] dividends = DividendSplit.WithParents(input.Stakes, earned, input.ChildkeyTakes, taoWeight);
        (Q96x32[] alphaParts, Q96x32[] rootParts) = DividendSplit.ByStake(
            input.Stakes,
            dividends,
            taoWeight,
            validators,
            root
        );
        (ulong[] takes, ulong[] nominators) = Cut(alphaParts, input.Takes);
        (ulong[] rootTakes, ulong[] rooted) = Cut(rootParts, input.Takes);
        return new(takes, nominators, rootTakes, rooted);
    }

    // What each key keeps, and what is left for those who staked with it; both rounded down.
    private static (ulong[] Takes, ulong[] Others) Cut(ReadOnlySpan<Q96x32> parts, ReadOnlySpan<ushort> rates)
    {
        ulong[] takes = new ulong[parts.Length];
        ulong[] others = new ulong[parts.Length];
        for (int key = 0; key < parts.Length; key++)
        {
            Q96x32 take = Q96x32.Ratio(rates[key], ushort.MaxValue) * parts[key];
            takes[key] = take.ToUInt64();
            others[key] = (parts[key] - take).ToUInt64();
        }

        return (takes, others);
    }

    private static ulong Sum(ReadOnlySpan<ulong> amounts)
    {
        ulong sum = 0;
        foreach (ulong amount in amounts)
        {
            sum += amount;
        }

        return sum;
    }

    private sealed record ValidatorPay(ulong[] Takes, ulong[] Nominators, ulong[] RootTakes, ulong[] Root);
}
