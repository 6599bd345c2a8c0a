using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;

namespace Souk.Simulation.DataMarkets;

/// <summary>Orders for tokens clear in one batch at one price.</summary>
/// <remarks>Fees and traders buy, contributors, insiders and traders sell, the pool takes the difference.</remarks>
internal sealed class TradeRule(DataMarket market) : Rule("token trade", Phase.Clear)
{
    private readonly DataMarketAccounts _accounts = market.Accounts;
    private readonly TokenLedger _ledger = market.Model.Ledger;
    private readonly int _token = market.Accounts.Token.Index;
    private readonly int _stable = market.Accounts.Stable.Index;
    private readonly int _clearing = market.Accounts.Clearing.Account;
    private readonly int _other = market.Accounts.Other.Account;
    private readonly int _router = market.Accounts.Router.Account;
    private readonly int _pool = market.Accounts.Pool.Account;
    private readonly int _feeBasisPoints = market.Scenario.State.Pool.FeeBasisPoints;

    public override void Declare(Touches touches) =>
        touches
            .Reads(market.Signals.TraderFlow, market.InsiderSales)
            .Reads(market.Contributors.Sales)
            .Adds(_accounts.Stable, _accounts.Router.Token, market.Signals.InsidersSold)
            .Adds(_accounts.Insiders.Stable, _accounts.Contributors.Stable)
            .Updates(_accounts.Pool.Token, _accounts.Pool.Stable, _accounts.Other.Token, _accounts.Other.Stable)
            .Updates(_accounts.Clearing.Token, _accounts.Clearing.Stable, _accounts.Router.Stable)
            .Updates(_accounts.Insiders.Token, _accounts.Contributors.Token);

    public override void Run(in Step step)
    {
        Int128 flow = market.Signals.TraderFlow.Value;
        Int128 routerSpends = _accounts.Router.Stable.Balance;
        Int128 tradersSpend = Int128.Max(0, flow);
        Int128 tradersSell = TradersSell(flow);
        Fund(tradersSpend);
        _ledger.Transfer(_stable, _router, _clearing, routerSpends);
        _ledger.Transfer(_stable, _other, _clearing, tradersSpend);
        _ledger.Transfer(_token, _other, _clearing, tradersSell);
        Int128 insidersSell = Offer(_accounts.Insiders.Range, market.InsiderSales);
        Int128 contributorsSell = Offer(_accounts.Contributors.Range, market.Contributors.Sales);
        market.Signals.InsidersSold.Value += insidersSell;

        BatchClearing batch = BatchClearing.Clear(
            tradersSell + insidersSell + contributorsSell,
            routerSpends + tradersSpend,
            _accounts.Pool.Token.Balance,
            _accounts.Pool.Stable.Balance,
            _feeBasisPoints
        );
        Exchange(_token, batch.TokensSold - batch.TokensBought);
        Exchange(_stable, batch.StablePaid - batch.StableReceived);

        Int128 routerGets = Part(batch.TokensBought, routerSpends, batch.StablePaid);
        _ledger.Transfer(_token, _clearing, _router, routerGets);
        _ledger.Transfer(_token, _clearing, _other, batch.TokensBought - routerGets);
        Int128 tradersGet = Part(batch.StableReceived, tradersSell, batch.TokensSold);
        _ledger.Transfer(_stable, _clearing, _other, tradersGet);
        PaySellers(_accounts.Insiders.Range, market.InsiderSales, batch);
        PaySellers(_accounts.Contributors.Range, market.Contributors.Sales, batch);
    }

    // At yesterday's closing price, and never more than they hold.
    private Int128 TradersSell(Int128 flow)
    {
        if (flow >= 0)
        {
            return 0;
        }

        Int128 wanted = WideMath.MultiplyDivide(-flow, _accounts.Pool.Token.Balance, _accounts.Pool.Stable.Balance);
        return Int128.Min(wanted, _accounts.Other.Token.Balance);
    }

    // Traders bring what they lack from outside.
    private void Fund(Int128 amount)
    {
        Int128 lack = amount - _accounts.Other.Stable.Balance;
        _ledger.Mint(_stable, _other, Int128.Max(0, lack));
    }

    private Int128 Offer(AccountRange from, Shortlist sales)
    {
        Int128 before = _accounts.Clearing.Token.Balance;
        ReadOnlySpan<Int128> amounts = sales.Amounts;
        ReadOnlySpan<int> rows = sales.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            _ledger.Transfer(_token, from[rows[i]], _clearing, amounts[i]);
        }

        return _accounts.Clearing.Token.Balance - before;
    }

    private void Exchange(int token, Int128 intoPool)
    {
        if (intoPool >= 0)
        {
            _ledger.Transfer(token, _clearing, _pool, intoPool);
        }
        else
        {
            _ledger.Transfer(token, _pool, _clearing, -intoPool);
        }
    }

    private void PaySellers(AccountRange to, Shortlist sales, BatchClearing batch)
    {
        ReadOnlySpan<Int128> amounts = sales.Amounts;
        ReadOnlySpan<int> rows = sales.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            Int128 part = Part(batch.StableReceived, amounts[i], batch.TokensSold);
            _ledger.Transfer(_stable, _clearing, to[rows[i]], part);
        }
    }

    // Rounded down; the rest stays in the clearing account.
    private static Int128 Part(Int128 amount, Int128 contributed, Int128 total) =>
        contributed == 0 ? 0 : WideMath.MultiplyDivide(amount, contributed, total);
}
