using Souk.Simulation.Engine;
using Souk.Simulation.Mechanisms.Fees;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.DataMarkets;

/// <summary>Orders for data are paid: a fee to the market, the rest to contributors.</summary>
internal sealed class OrderRule(DataMarket market) : Rule("order settlement", Phase.Clear)
{
    private readonly DataMarketAccounts _accounts = market.Accounts;
    private readonly Share _marketFee = new(market.Scenario.State.Fees.MarketFeeShare);

    public override void Declare(Touches touches) =>
        touches
            .Reads(market.Buyers.Spending)
            .Adds(_accounts.Stable, _accounts.Router.Stable, _accounts.Payroll.Stable)
            .Updates(_accounts.Buyers)
            .Writes(market.Signals.Paid);

    public override void Run(in Step step) =>
        market.Signals.Paid.Value = OrderSettlement.Collect(
            market.Model.Ledger,
            _accounts.Stable.Index,
            _accounts.Buyers.Group.Range,
            market.Buyers.Spending.Span,
            _marketFee,
            _accounts.Router.Account,
            _accounts.Payroll.Account
        );
}
