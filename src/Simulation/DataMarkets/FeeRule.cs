using Souk.Simulation.Engine;
using Souk.Simulation.Mechanisms.Fees;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.DataMarkets;

/// <summary>Burns a share of the converted fees and rewards contributors with the rest.</summary>
internal sealed class FeeRule(DataMarket market) : Rule("fee router", Phase.Settle)
{
    private readonly DataMarketAccounts _accounts = market.Accounts;
    private readonly Share _burnShare = new(market.Scenario.State.Fees.BurnShare);

    public override void Declare(Touches touches) =>
        touches.Updates(_accounts.Router.Token).Adds(_accounts.Token, _accounts.Rewards, market.Signals.Burned);

    public override void Run(in Step step) =>
        market.Signals.Burned.Value += FeeRouter.BurnAndReward(
            market.Model.Ledger,
            _accounts.Token.Index,
            _accounts.Router.Account,
            _accounts.Rewards.Account,
            _burnShare
        );
}
