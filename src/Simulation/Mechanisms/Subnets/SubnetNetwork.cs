using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>All subnets and what they share.</summary>
internal sealed class SubnetNetwork(params Subnet[] subnets)
{
    /// <summary>The share of alpha emission that goes to subnet owners, in parts of 65,535: 18 %.</summary>
    public ushort OwnerCut { get; init; } = 11_796;

    /// <summary>What TAO on root weighs against alpha, in parts of 2⁶⁴ − 1.</summary>
    public ulong TaoWeight { get; init; } = 971_718_665_099_567_868;

    public IReadOnlyList<Subnet> Subnets { get; } = subnets;

    /// <summary>TAO base units staked on root.</summary>
    public ulong RootTao { get; set; }

    /// <summary>TAO base units issued, by which emission halves.</summary>
    public ulong TotalIssuance { get; private set; }

    /// <summary>TAO base units burned: issued, and nobody's.</summary>
    public ulong BurnedTao { get; private set; }

    internal Q96x32 TaoWeightShare => Q96x32.Ratio(TaoWeight, ulong.MaxValue);

    internal Q96x32 OwnerCutShare => Q96x32.Ratio(OwnerCut, ushort.MaxValue);

    /// <summary>Creates TAO.</summary>
    public void Issue(ulong tao) => TotalIssuance += tao;

    /// <summary>Takes TAO out of existence: issuance falls, and the next halving is further away.</summary>
    /// <exception cref="OverflowException">More than was issued.</exception>
    public void Recycle(ulong tao) => TotalIssuance -= tao;

    /// <summary>Makes TAO nobody's: issuance still counts it.</summary>
    public void Burn(ulong tao) => BurnedTao += tao;

    /// <summary>What root weighs against a subnet's alpha: weighted root TAO over itself and all alpha, rounded down.</summary>
    public Q96x32 RootProportion(Subnet subnet)
    {
        Q96x32 weighted = Q96x32.Of(RootTao) * TaoWeightShare;
        return weighted.OverOrZero(weighted + Q96x32.Of(subnet.AlphaIssuance));
    }

    /// <summary>Whether root dividends are paid: all moving prices add up to more than one.</summary>
    public bool IsRootPaid()
    {
        Q96x32 sum = Q96x32.Zero;
        foreach (Subnet subnet in Subnets)
        {
            sum += subnet.MovingPrice;
        }

        return sum > Q96x32.One;
    }
}
