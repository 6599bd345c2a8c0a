using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Fees;
using Souk.Simulation.Mechanisms.Vestings;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Engine;

/// <summary>Protocol rules at the close of the day: unlock, emit, burn, reward, pay.</summary>
internal static class SettlePhase
{
    private const long DaySeconds = 86_400;

    private static readonly int UnixDayNumber = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Releases what has vested by the end of the day to the beneficiaries.</summary>
    public static void ReleaseVesting(Economy economy, int step)
    {
        IReadOnlyList<VestingSchedule> schedules = economy.Scenario.State.Vesting;
        long close = (economy.Scenario.State.Date.DayNumber - UnixDayNumber + step + 1) * DaySeconds;
        int perSchedule = economy.Scenario.Behaviour.Insiders.CountPerSchedule;
        for (int i = 0; i < schedules.Count; i++)
        {
            Int128 amount = Vesting.ReleasableAt(schedules[i], economy.Released[i], close);
            if (amount > 0)
            {
                AccountRange beneficiaries = new(economy.Accounts.Insiders[i * perSchedule], perSchedule);
                Split.PayEqually(economy.Ledger, Economy.Token, economy.Accounts.Vesting[i], beneficiaries, amount);
                economy.Released[i] += amount;
                economy.Totals.Unlocked += amount;
            }
        }
    }

    /// <summary>Mints the day's emission for contributors.</summary>
    /// <remarks>A constant number of tokens per day, as observed; schedules come with the protocol presets.</remarks>
    public static void Emit(Economy economy)
    {
        Int128 amount = economy.Scenario.State.EmissionPerDay;
        economy.Ledger.Mint(Economy.Token, economy.Accounts.Payroll, amount);
        economy.Totals.Emitted += amount;
    }

    public static void RouteFees(Economy economy)
    {
        EconomyAccounts accounts = economy.Accounts;
        economy.Totals.Burned += FeeRouter.BurnAndReward(
            economy.Ledger,
            Economy.Token,
            accounts.Router,
            accounts.Rewards,
            economy.BurnShare
        );
    }

    /// <summary>Pays prices, emission and rewards to those who took part.</summary>
    public static void PayContributors(Economy economy)
    {
        TokenLedger ledger = economy.Ledger;
        EconomyAccounts accounts = economy.Accounts;
        Int128 rewards = economy.PayoutShare.Of(ledger.Balance(Economy.Token, accounts.Rewards));
        ledger.Transfer(Economy.Token, accounts.Rewards, accounts.Payroll, rewards);
        InitialState state = economy.Scenario.State;
        double stable = BaseUnits.ToNumber(ledger.Balance(Economy.Stable, accounts.Payroll), state.Stablecoin.Decimals);
        double tokens = BaseUnits.ToNumber(ledger.Balance(Economy.Token, accounts.Payroll), state.Token.Decimals);
        economy.Totals.IncomeUsd = stable + (tokens * economy.Price);
        Pay(economy, Economy.Stable);
        Pay(economy, Economy.Token);
    }

    private static void Pay(Economy economy, int token) =>
        Split.PayByWeight(
            economy.Ledger,
            token,
            economy.Accounts.Payroll,
            economy.Accounts.Contributors,
            economy.Contributors.PaidWeights
        );
}
