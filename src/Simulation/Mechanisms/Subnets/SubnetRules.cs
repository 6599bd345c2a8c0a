namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>The price curve of a subnet's pool.</summary>
internal enum PoolCurve
{
    /// <summary>Reserves multiply to a constant.</summary>
    ConstantProduct,

    /// <summary>Powers of the reserves multiply to a constant; injections change the powers and keep the price.</summary>
    Weighted,
}

/// <summary>What decides which share of a block's TAO a subnet gets.</summary>
internal enum ShareRule
{
    /// <summary>The moving average of its alpha price.</summary>
    MovingPrice,

    /// <summary>The moving average of TAO that users staked less what they took out.</summary>
    TaoFlow,

    /// <summary>The moving price times root's proportion and the part of miners' pay that was not withheld.</summary>
    PriceRootAndBurn,

    /// <summary>The moving price times the part of miners' pay that was not withheld.</summary>
    PriceAndBurn,
}

/// <summary>How much alpha is injected with a subnet's TAO, and what becomes of TAO above that.</summary>
internal enum InjectionRule
{
    /// <summary>At most the block's alpha emission; all TAO is injected, so above that it moves the price.</summary>
    AllTao,

    /// <summary>At most the block's alpha emission; TAO above that buys alpha, which is recycled.</summary>
    BuyAndRecycle,

    /// <summary>At most root's proportion of the alpha emission; TAO above that buys alpha, which the protocol keeps.</summary>
    BuyAndKeep,
}

/// <summary>How stakers on root are paid by a subnet.</summary>
internal enum RootRule
{
    /// <summary>Their alpha is sold to the pool each block and paid out in TAO.</summary>
    SoldEachBlock,

    /// <summary>They get alpha; while all moving prices add up to one or less, it is recycled instead.</summary>
    KeptAsAlpha,
}

/// <summary>How a subnet's moving price follows its price.</summary>
internal enum AverageRule
{
    /// <summary>At a constant rate, with 32 bits after the point.</summary>
    Constant,

    /// <summary>Slower for young subnets, and prices above one count as one; 32 bits.</summary>
    SlowedByAge,

    /// <summary>As before, with 64 bits until it is stored.</summary>
    SlowedByAgePrecise,
}

/// <summary>One version of dynamic TAO: which rules hold together.</summary>
/// <remarks>Each preset names the tag and commit of opentensor/subtensor that it follows; see `docs/mechanisms`.</remarks>
internal sealed record SubnetRules(
    PoolCurve Curve,
    ShareRule Shares,
    InjectionRule Injection,
    RootRule Root,
    AverageRule Average
)
{
    /// <summary>The launch of dynamic TAO: v2.0.0, e2b8367, February 2025.</summary>
    public static readonly SubnetRules Launch = new(
        PoolCurve.ConstantProduct,
        ShareRule.MovingPrice,
        InjectionRule.AllTao,
        RootRule.SoldEachBlock,
        AverageRule.Constant
    );

    /// <summary>Emission by TAO flow: v3.3.0-361, 52378dc, December 2025.</summary>
    public static readonly SubnetRules Flow = new(
        PoolCurve.ConstantProduct,
        ShareRule.TaoFlow,
        InjectionRule.BuyAndRecycle,
        RootRule.KeptAsAlpha,
        AverageRule.SlowedByAge
    );

    /// <summary>Back to prices, less what owners withhold from miners: v3.4.6-421, 6016381, June 2026.</summary>
    public static readonly SubnetRules PriceAndBurn = Flow with
    {
        Shares = ShareRule.PriceRootAndBurn,
        Injection = InjectionRule.BuyAndKeep,
    };

    /// <summary>Weighted pools, and shares without root: 14bc6f9, June 2026.</summary>
    /// <remarks>v3.4.8-423 and v3.4.9-424 have these pools with the shares of <see cref="PriceAndBurn"/>.</remarks>
    public static readonly SubnetRules WeightedPools = new(
        PoolCurve.Weighted,
        ShareRule.PriceAndBurn,
        InjectionRule.BuyAndKeep,
        RootRule.KeptAsAlpha,
        AverageRule.SlowedByAgePrecise
    );
}
