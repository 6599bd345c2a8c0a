using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.DataMarkets;

/// <summary>Books the observed balances and draws the traits of a replicate.</summary>
internal sealed class InitialStateRule(DataMarket market) : Rule("initial state", Phase.Start)
{
    private readonly DataMarketAccounts _accounts = market.Accounts;
    private readonly InitialState _state = market.Scenario.State;
    private readonly Share _payoutShare = new(market.Scenario.Behaviour.Rewards.PayoutShare);

    public override void Declare(Touches touches) =>
        touches
            .Adds(_accounts.Token, _accounts.Stable, _accounts.Treasury, _accounts.Rewards, _accounts.Staked)
            .Adds(_accounts.Savings, _accounts.Other.Token, _accounts.Vesting, _accounts.Insiders.Token)
            .Updates(_accounts.Clearing.Token, _accounts.Pool.Token, _accounts.Pool.Stable)
            .Writes(market.Contributors.IsActive, market.Contributors.Weights, market.Contributors.PaidWeights)
            .Writes(market.Contributors.ReservationPerWeight, market.Contributors.ActiveCount)
            .Writes(market.Buyers.IsActive, market.Buyers.ActiveCount)
            .Writes(market.Signals.WagePerWeight, market.Signals.Orders, market.Signals.DataPrice);

    public override void Run(in Step step)
    {
        Book();
        double netIncome = IncomeUsd() * (1 - market.Scenario.Behaviour.Contributors.CostShare);
        market.Signals.WagePerWeight.Value = market.Contributors.Draw(
            step.Random,
            market.Scenario.Behaviour.Contributors,
            market.ActiveContributorsAtStart,
            netIncome
        );
        market.Buyers.Draw(market.ActiveBuyersAtStart);
        market.Signals.Orders.Value = _state.Activity.OrdersPerDay;
        market.Signals.DataPrice.Value = 1;
    }

    private void Book()
    {
        Holders holders = _state.Holders;
        Mint(_accounts.Treasury, holders.Treasury);
        Mint(_accounts.Rewards, holders.Rewards);
        Mint(_accounts.Staked, holders.Staked);
        Mint(_accounts.Savings, holders.Contributors + holders.Buyers);
        Mint(_accounts.Other.Token, holders.Other);
        Mint(_accounts.Pool.Token, _state.Pool.TokenReserve);
        Mint(_accounts.Pool.Stable, _state.Pool.StableReserve);
        TokenLedger ledger = market.Model.Ledger;
        int token = _accounts.Token.Index;
        for (int i = 0; i < _state.Vesting.Count; i++)
        {
            ledger.Mint(token, _accounts.Vesting[i], _state.Vesting[i].Total - _state.Vesting[i].Released);
        }

        Mint(_accounts.Clearing.Token, holders.Insiders);
        Split.PayEqually(ledger, token, _accounts.Clearing.Account, _accounts.Insiders.Range, holders.Insiders);
    }

    private void Mint(Holdings to, Int128 amount) => market.Model.Ledger.Mint(to.Token.Index, to.Account, amount);

    private double IncomeUsd()
    {
        double pay = _state.Activity.OrdersPerDay * _state.Activity.MeanOrderUsd * (1 - _state.Fees.MarketFeeShare);
        Int128 tokens = _state.EmissionPerDay + _payoutShare.Of(_state.Holders.Rewards);
        return pay + (BaseUnits.ToNumber(tokens, _state.Token.Decimals) * market.Price);
    }
}
