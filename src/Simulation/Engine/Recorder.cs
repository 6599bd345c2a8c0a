using Souk.Simulation.Ledgers;
using Souk.Simulation.Metrics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Engine;

/// <summary>Writes the metrics of one day. The only place in a run where amounts become numbers.</summary>
internal static class Recorder
{
    /// <summary>Fills one column of the metric-major table: metric m at day d is at m × days + d.</summary>
    public static void Record(Economy economy, int step, Span<double> values)
    {
        int days = economy.Scenario.HorizonDays;
        ReadOnlySpan<double> today =
        [
            Tokens(economy, economy.Ledger.Supply(Economy.Token)),
            Tokens(economy, Circulating(economy)),
            economy.Price,
            Tokens(economy, economy.Totals.Burned),
            Tokens(economy, economy.Totals.Emitted),
            Tokens(economy, economy.Totals.Unlocked),
            BaseUnits.ToNumber(economy.Totals.Paid, economy.Scenario.State.Stablecoin.Decimals),
            economy.Totals.Orders,
            economy.Contributors.ActiveCount,
            economy.Buyers.ActiveCount,
            economy.Totals.IncomeUsd / Math.Max(1, economy.Contributors.ActiveCount),
            economy.Signals.DataPrice,
            Tokens(economy, economy.Totals.InsidersSold),
        ];
        for (int metric = 0; metric < RunMetrics.All.Count; metric++)
        {
            values[(metric * days) + step] = today[metric];
        }
    }

    private static Int128 Circulating(Economy economy)
    {
        TokenLedger ledger = economy.Ledger;
        EconomyAccounts accounts = economy.Accounts;
        Int128 held =
            ledger.Balance(Economy.Token, accounts.Treasury)
            + ledger.Balance(Economy.Token, accounts.Rewards)
            + ledger.Balance(Economy.Token, accounts.Staked)
            + ledger.Balance(Economy.Token, accounts.Payroll);
        for (int i = 0; i < accounts.Vesting.Count; i++)
        {
            held += ledger.Balance(Economy.Token, accounts.Vesting[i]);
        }

        return ledger.Supply(Economy.Token) - held;
    }

    private static double Tokens(Economy economy, Int128 amount) =>
        BaseUnits.ToNumber(amount, economy.Scenario.State.Token.Decimals);
}
