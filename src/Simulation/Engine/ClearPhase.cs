using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets;
using Souk.Simulation.Mechanisms.Fees;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Engine;

/// <summary>Orders for data are paid; orders for tokens clear in one batch at one price.</summary>
internal static class ClearPhase
{
    public static void CollectOrders(Economy economy)
    {
        EconomyAccounts accounts = economy.Accounts;
        economy.Totals.Paid = OrderSettlement.Collect(
            economy.Ledger,
            Economy.Stable,
            accounts.Buyers,
            economy.Buyers.Spending,
            economy.MarketFee,
            accounts.Router,
            accounts.Payroll
        );
    }

    /// <summary>Fees and traders buy, contributors, insiders and traders sell, the pool takes the difference.</summary>
    public static void Trade(Economy economy)
    {
        TokenLedger ledger = economy.Ledger;
        EconomyAccounts accounts = economy.Accounts;
        Int128 routerSpends = ledger.Balance(Economy.Stable, accounts.Router);
        Int128 tradersSpend = Int128.Max(0, economy.TraderFlow);
        Int128 tradersSell = TradersSell(economy);
        Fund(ledger, accounts.Other, tradersSpend);
        ledger.Transfer(Economy.Stable, accounts.Router, accounts.Clearing, routerSpends);
        ledger.Transfer(Economy.Stable, accounts.Other, accounts.Clearing, tradersSpend);
        ledger.Transfer(Economy.Token, accounts.Other, accounts.Clearing, tradersSell);
        Int128 insidersSell = Offer(ledger, accounts.Insiders, accounts.Clearing, economy.InsiderSales);
        Int128 contributorsSell = Offer(ledger, accounts.Contributors, accounts.Clearing, economy.ContributorSales);
        economy.Totals.InsidersSold += insidersSell;

        BatchClearing batch = BatchClearing.Clear(
            tradersSell + insidersSell + contributorsSell,
            routerSpends + tradersSpend,
            ledger.Balance(Economy.Token, accounts.Pool),
            ledger.Balance(Economy.Stable, accounts.Pool),
            economy.Scenario.State.Pool.FeeBasisPoints
        );
        Exchange(ledger, Economy.Token, accounts, batch.TokensSold - batch.TokensBought);
        Exchange(ledger, Economy.Stable, accounts, batch.StablePaid - batch.StableReceived);

        Int128 routerGets = Part(batch.TokensBought, routerSpends, batch.StablePaid);
        ledger.Transfer(Economy.Token, accounts.Clearing, accounts.Router, routerGets);
        ledger.Transfer(Economy.Token, accounts.Clearing, accounts.Other, batch.TokensBought - routerGets);
        Int128 tradersGet = Part(batch.StableReceived, tradersSell, batch.TokensSold);
        ledger.Transfer(Economy.Stable, accounts.Clearing, accounts.Other, tradersGet);
        PaySellers(ledger, accounts.Insiders, accounts.Clearing, economy.InsiderSales, batch);
        PaySellers(ledger, accounts.Contributors, accounts.Clearing, economy.ContributorSales, batch);
    }

    // At yesterday's closing price, and never more than they hold.
    private static Int128 TradersSell(Economy economy)
    {
        if (economy.TraderFlow >= 0)
        {
            return 0;
        }

        TokenLedger ledger = economy.Ledger;
        Int128 tokens = ledger.Balance(Economy.Token, economy.Accounts.Pool);
        Int128 stable = ledger.Balance(Economy.Stable, economy.Accounts.Pool);
        Int128 wanted = WideMath.MultiplyDivide(-economy.TraderFlow, tokens, stable);
        return Int128.Min(wanted, ledger.Balance(Economy.Token, economy.Accounts.Other));
    }

    // Traders bring what they lack from outside.
    private static void Fund(TokenLedger ledger, int account, Int128 amount)
    {
        Int128 lack = amount - ledger.Balance(Economy.Stable, account);
        ledger.Mint(Economy.Stable, account, Int128.Max(0, lack));
    }

    private static Int128 Offer(TokenLedger ledger, AccountRange from, int clearing, ReadOnlySpan<Int128> sales)
    {
        Int128 sum = 0;
        for (int i = 0; i < sales.Length; i++)
        {
            if (sales[i] > 0)
            {
                ledger.Transfer(Economy.Token, from[i], clearing, sales[i]);
                sum += sales[i];
            }
        }

        return sum;
    }

    private static void Exchange(TokenLedger ledger, int token, EconomyAccounts accounts, Int128 intoPool)
    {
        if (intoPool >= 0)
        {
            ledger.Transfer(token, accounts.Clearing, accounts.Pool, intoPool);
        }
        else
        {
            ledger.Transfer(token, accounts.Pool, accounts.Clearing, -intoPool);
        }
    }

    private static void PaySellers(
        TokenLedger ledger,
        AccountRange to,
        int clearing,
        ReadOnlySpan<Int128> sales,
        BatchClearing batch
    )
    {
        for (int i = 0; i < sales.Length; i++)
        {
            if (sales[i] > 0)
            {
                Int128 part = Part(batch.StableReceived, sales[i], batch.TokensSold);
                ledger.Transfer(Economy.Stable, clearing, to[i], part);
            }
        }
    }

    // Rounded down; the rest stays in the clearing account.
    private static Int128 Part(Int128 amount, Int128 contributed, Int128 total) =>
        contributed == 0 ? 0 : WideMath.MultiplyDivide(amount, contributed, total);
}
