using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.DataMarkets;

/// <summary>Pays prices, emission and rewards to those who took part, by the weight of their work.</summary>
internal sealed class PayRule(DataMarket market) : Rule("contributor pay", Phase.Settle)
{
    private readonly DataMarketAccounts _accounts = market.Accounts;
    private readonly TokenLedger _ledger = market.Model.Ledger;
    private readonly WeightedPay _pay = new(
        market.Model.Ledger,
        market.Accounts.Contributors.Token.Group,
        market.Contributors.PaidWeights
    );
    private readonly InitialState _state = market.Scenario.State;
    private readonly Share _payoutShare = new(market.Scenario.Behaviour.Rewards.PayoutShare);

    public override void Declare(Touches touches) =>
        touches
            .Reads(market.Contributors.PaidWeights, _accounts.Pool.Token, _accounts.Pool.Stable)
            .Updates(_accounts.Rewards, _accounts.Payroll.Token, _accounts.Payroll.Stable)
            .Adds(_accounts.Contributors.Token, _accounts.Contributors.Stable)
            .Writes(market.Signals.IncomeUsd);

    public override void Run(in Step step)
    {
        Int128 rewards = _payoutShare.Of(_accounts.Rewards.Balance);
        _ledger.Transfer(_accounts.Token.Index, _accounts.Rewards.Account, _accounts.Payroll.Account, rewards);
        double stable = BaseUnits.ToNumber(_accounts.Payroll.Stable.Balance, _state.Stablecoin.Decimals);
        double tokens = BaseUnits.ToNumber(_accounts.Payroll.Token.Balance, _state.Token.Decimals);
        market.Signals.IncomeUsd.Value = stable + (tokens * market.Price);
        _pay.Pay(step.Crew, _accounts.Stable.Index, _accounts.Payroll.Account);
        _pay.Pay(step.Crew, _accounts.Token.Index, _accounts.Payroll.Account);
    }
}
