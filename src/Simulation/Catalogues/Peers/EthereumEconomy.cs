using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Peers.EthereumEconomies;

namespace Souk.Simulation.Catalogues.Peers;

/// <summary>`peer.ethereum_economy`: CADLabs' model of Ethereum's supply and of what validators earn.</summary>
internal sealed class EthereumEconomy : PeerPart<EthereumState, EthereumParameters>
{
    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "peer.ethereum_economy",
                "Ethereum's supply, its validators and what they earn, rebuilt as others published it; rules run one after another.",
                "CADLabs, Ethereum Economic Model 1.1.7 (docs/peers/ethereum-model.md)",
                EthereumKind.Parameters
            ),
            (assembly, part) => new EthereumEconomy(assembly, part)
        )
        {
            IsFloatingPointReference = true,
        };

    private EthereumEconomy(ModelAssembly assembly, Part part)
        : base(assembly, part, EthereumKind.Read, EthereumState.Before) { }

    public override void Connect()
    {
        Play(EthereumModel.SequenceFor(AtStart));
        Series("price", "Price", "USD/ETH", "Given from outside.", state => state.PriceUsd);
        Series("supply", "Supply", "ETH", "All coins at the close.", state => state.SupplyEth);
        Series("staked", "Staked", "ETH", "Of all validators.", state => state.StakedEth);
        Series("validators", "Validators", "count", "Those who may do duties.", state => state.ActiveValidators);
        Series(
            "balance",
            "Effective balance",
            "gwei",
            "Of a validator on average.",
            state => state.EffectiveBalanceGwei
        );
        Series("base_reward", "Base reward", "gwei/step", "Of one validator.", state => state.BaseRewardGwei);
        Series("online_rewards", "Rewards", "gwei/step", "Of all, less penalties.", state => state.OnlineRewardsGwei);
        Series("slashed", "Slashed", "gwei/step", "Taken from validators.", state => state.SlashedGwei);
        Series("burned_fees", "Burned fees", "gwei/step", "Base fees.", state => state.BurnedFeesGwei);
        Series("issuance", "Issuance", "ETH/step", "New coins less burned ones.", state => state.IssuanceEth);
        Series("inflation", "Inflation", "share/year", "Were a year like this step.", state => state.Inflation);
        Series("costs", "Costs", "USD/step", "Of running validators.", state => state.CostsUsd);
        Series("revenue_yield", "Revenue yield", "share/year", "Of the stake's value.", state => state.RevenueYield);
        Series("profit_yield", "Profit yield", "share/year", "Of the stake's value.", state => state.ProfitYield);
    }

    private void Series(string key, string title, string unit, string meaning, Func<EthereumState, double> read) =>
        Metric(key, title, unit, meaning, () => read(State.Value));
}
