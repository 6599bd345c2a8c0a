namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>All that the model of Ethereum's economy remembers. Flows are those of the last step; yields are per year.</summary>
/// <remarks>A gwei is a billionth of an ETH. Shares and yields are fractions, not per cent.</remarks>
public struct EthereumState
{
    public UpgradeStage Stage;
    public double PriceUsd;
    public double SupplyEth;
    public double StakedEth;

    public double QueuedValidators;
    public double ActiveValidators;
    public double AwakeValidators;
    public double Uptime;
    public double EffectiveBalanceGwei;

    /// <summary>Of one validator in a step.</summary>
    public double BaseRewardGwei;
    public double SourceRewardsGwei;
    public double TargetRewardsGwei;
    public double HeadRewardsGwei;
    public double SyncRewardsGwei;
    public double ProposerRewardsGwei;
    public double ValidatingRewardsGwei;

    public double AttestationPenaltiesGwei;
    public double SyncPenaltiesGwei;
    public double ValidatingPenaltiesGwei;
    public double SlashedGwei;
    public double WhistleblowerRewardsGwei;

    public double BaseFeeGweiPerGas;
    public double BurnedFeesGwei;
    public double PriorityFeesToMinersGwei;
    public double PriorityFeesToValidatorsGwei;
    public double MevToMinersEth;
    public double MevToValidatorsEth;

    /// <summary>All that validators earn, less penalties.</summary>
    public double OnlineRewardsGwei;

    /// <summary>New coins less burned ones.</summary>
    public double IssuanceEth;
    public double WorkIssuanceEthPerEpoch;

    /// <summary>Growth of the supply, were a year like this step.</summary>
    public double Inflation;

    public double CostsUsd;
    public double RevenueUsd;
    public double ProfitUsd;
    public double RevenueYield;
    public double ProfitYield;

    public EnvironmentAccounts Environments;

    /// <summary>The state before the first step.</summary>
    internal static EthereumState Before(EthereumParameters parameters) =>
        new()
        {
            PriceUsd = parameters.PriceUsd.At(1),
            SupplyEth = parameters.Start.SupplyEth,
            StakedEth = parameters.Start.ActiveValidators * parameters.Start.EffectiveBalanceGwei / Beacon.GweiPerEth,
            QueuedValidators = parameters.Start.QueuedValidators,
            ActiveValidators = parameters.Start.ActiveValidators,
            AwakeValidators = Math.Min(
                parameters.AwakeValidatorsMax ?? double.PositiveInfinity,
                parameters.Start.ActiveValidators
            ),
            Uptime = 1,
            EffectiveBalanceGwei = parameters.Start.EffectiveBalanceGwei,
            Environments = new EnvironmentAccounts(parameters.Environments.Count),
        };
}
