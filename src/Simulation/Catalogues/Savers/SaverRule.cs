using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Catalogues.Savers;

/// <summary>At the close: savers learn what each way of saving yielded, some change it, and all who save are paid.</summary>
internal sealed class SaverRule(
    SaverPeople part,
    Savings savings,
    Dial<SaverHabit> habit,
    Expectation mode,
    TokenLedger ledger
) : Rule(part.Name, Phase.Settle)
{
    private const double YearDays = 365;

    private readonly double[] _chances = new double[3];

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Updates(savings.Slots)
            .Updates(savings.Accounts.Rewards, part.StakeYield, part.PoolYield, part.LastRoot)
            .Adds(savings.Pool.Money, part.Paid);
    }

    public override void Run(in Step step)
    {
        SaverHabit today = habit.At(step.Index);
        Expect(today, step.Index);
        YieldPolicy.Fill(part.StakeYield.Value, part.PoolYield.Value, today.Terms, _chances);
        RandomStream random = part.Luck(step.Random);
        for (int saver = 0; saver < part.Agents.Count; saver++)
        {
            RandomBlock draw = random.Draw(DrawKind.SaverDecision, saver, step.Index);
            if (draw.First < today.RevisionHazard)
            {
                savings.Withdraw(ledger, saver);
                Save(saver, NestedLogit.Pick(draw.Second, _chances));
            }
        }

        PayStakers(today.StakeRewards);
        PayGivers(today.PoolRewards);
        part.LastRoot.Value = Root();
    }

    private void Save(int saver, int choice)
    {
        if (choice == 1)
        {
            savings.Stake(ledger, saver);
        }
        else if (choice == 2)
        {
            savings.Provide(ledger, saver);
        }
    }

    // Where nobody does it yet, one saver of mean wealth would share it with nobody.
    private void Expect(SaverHabit today, int day)
    {
        double staked = (double)savings.Accounts.Staked.Sum();
        double given = (double)savings.Provided;
        double all = staked + given + (double)savings.Accounts.Tokens.Sum();
        double mean = Math.Max(1, all / part.Agents.Count);
        double left = (double)savings.Accounts.Rewards.Balance;
        double reward = Math.Min((double)today.StakeRewards, left) * YearDays;
        double root = Root();
        double fees = part.LastRoot.Value > 0 ? ((root / part.LastRoot.Value) - 1) * YearDays : 0;
        double mining = Math.Min((double)today.PoolRewards, left) * YearDays / (2 * Math.Max(given, mean));
        double stake = reward / Math.Max(staked, mean);
        if (day == 0)
        {
            (part.StakeYield.Value, part.PoolYield.Value) = (stake, mining);
            return;
        }

        Expectation learns = mode == Expectation.Perfect ? Expectation.Adaptive : mode;
        double rate = today.ExpectationRate;
        part.PoolYield.Value = ExpectationPolicy.Next(learns, rate, part.PoolYield.Value, fees + mining);
        part.StakeYield.Value =
            mode == Expectation.Perfect
                ? YieldPolicy.Clearing(reward / Math.Max(1, all), part.PoolYield.Value, today.Terms)
                : ExpectationPolicy.Next(mode, rate, part.StakeYield.Value, stake);
    }

    private double Root() =>
        Math.Sqrt((double)savings.Pool.Tokens.Balance)
        * Math.Sqrt((double)savings.Pool.Moneys.Balance)
        / (double)savings.AllShares.Value;

    private void PayStakers(Int128 perDay)
    {
        Holdings rewards = savings.Accounts.Rewards;
        Int128 budget = Int128.Min(perDay, rewards.Balance);
        Int128 all = savings.Accounts.Staked.Sum();
        for (int saver = 0; all > 0 && saver < part.Agents.Count; saver++)
        {
            Reward(saver, WideMath.MultiplyDivide(budget, savings.Accounts.Staked.Balances[saver], all));
        }
    }

    private void PayGivers(Int128 perDay)
    {
        Int128 budget = Int128.Min(perDay, savings.Accounts.Rewards.Balance);
        Int128 all = savings.SharesOfSavers;
        for (int saver = 0; all > 0 && saver < part.Agents.Count; saver++)
        {
            Reward(saver, WideMath.MultiplyDivide(budget, savings.Shares[saver], all));
        }
    }

    // Rounded down; what does not divide stays in the account.
    private void Reward(int saver, Int128 amount)
    {
        Holdings rewards = savings.Accounts.Rewards;
        ledger.Transfer(rewards.Token.Index, rewards.Account, savings.Accounts.Tokens[saver], amount);
        part.Paid.Value += amount;
    }
}
