using Souk.Simulation.Ledgers;
using Souk.Simulation.Metrics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.DataMarkets;

/// <summary>The metrics of a data market. The only place in a run where amounts become numbers.</summary>
internal static class DataMarketMetrics
{
    /// <summary>Registers <see cref="RunMetrics.All"/>, in that order.</summary>
    public static void AddTo(DataMarket market)
    {
        DataMarketSignals signals = market.Signals;
        Token token = market.Accounts.Token;
        double Tokens(Int128 amount) => BaseUnits.ToNumber(amount, token.Decimals);
        Func<double>[] readers =
        [
            () => Tokens(token.Supply),
            () => Tokens(Circulating(market.Accounts)),
            () => market.Price,
            () => Tokens(signals.Burned.Value),
            () => Tokens(signals.Emitted.Value),
            () => Tokens(signals.Unlocked.Value),
            () => BaseUnits.ToNumber(signals.Paid.Value, market.Accounts.Stable.Decimals),
            () => signals.OrderCount.Value,
            () => market.Contributors.ActiveCount.Value,
            () => market.Buyers.ActiveCount.Value,
            () => signals.IncomeUsd.Value / Math.Max(1, market.Contributors.ActiveCount.Value),
            () => signals.DataPrice.Value,
            () => Tokens(signals.InsidersSold.Value),
        ];
        for (int metric = 0; metric < readers.Length; metric++)
        {
            market.Model.Metric(RunMetrics.All[metric], readers[metric]);
        }
    }

    private static Int128 Circulating(DataMarketAccounts accounts)
    {
        Int128 held =
            accounts.Treasury.Balance
            + accounts.Rewards.Balance
            + accounts.Staked.Balance
            + accounts.Payroll.Token.Balance;
        foreach (Int128 unreleased in accounts.Vesting.Balances)
        {
            held += unreleased;
        }

        return accounts.Token.Supply - held;
    }
}
