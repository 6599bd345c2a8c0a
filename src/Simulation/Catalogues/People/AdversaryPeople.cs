using System.Numerics;
using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Somebody who plays a design for money: one purse, and what it spent and earned.</summary>
internal abstract class AdversaryPeople : Component
{
    protected AdversaryPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Inlet = Model.Account(Name, AccountKind.Wallet);
        Cost = Model.Amount($"{Name}.cost", 0);
        Money = TokenOf("balance");
        Opening = AmountOf("balance");
    }

    public override AccountGroup Inlet { get; }

    /// <summary>Parameters that every adversary has.</summary>
    public static ParameterSpec Balance { get; } =
        new("balance", ParameterKind.Tokens, "Money that they have for the attack.") { IsFixed = true };

    /// <summary>Whose reward they play for, and where they sell it.</summary>
    protected static ParameterSpec RewardAccount { get; } =
        new("rewards", ParameterKind.Part, "The account that pays the reward.") { Words = ["account"], IsFixed = true };

    protected static ParameterSpec RewardPool { get; } =
        new("pool", ParameterKind.Part, "Where rewards that are not money are sold.")
        {
            Words = Venue.Kinds,
            Default = "",
            IsFixed = true,
        };

    protected Token Money { get; }

    /// <summary>Base units of money before the first day.</summary>
    protected Int128 Opening { get; }

    /// <summary>Base units of money put in so far.</summary>
    protected Amount Cost { get; }

    protected Holdings Purse => Held(Money, Inlet);

    public override void Connect()
    {
        Open("balance", Purse, Opening);
        Arm();
        double Usd(Int128 units) => BaseUnits.ToNumber(units, Money.Decimals);
        Metric("cost", "cost", "USD", "Put into the attack since the start.", () => Usd(Cost.Value));
        Metric(
            "gain",
            "gain",
            "USD",
            "What came back of it since the start; tokens that are not sold count nothing.",
            () => Usd(Purse.Balance - Opening + Cost.Value)
        );
        Metric("profit", "profit", "USD", "Gain less cost.", () => Usd(Purse.Balance - Opening));
    }

    /// <summary>What the rule of a reward writes beside purse and cost.</summary>
    protected virtual Slot[] Shown => [];

    /// <summary>Adds the rules of the attack.</summary>
    protected abstract void Arm();

    /// <summary>Base units of money, rounded down.</summary>
    protected Int128 Units(double usd) => BaseUnits.FromNumber(usd, Money.Decimals);

    /// <summary>Pays what the purse has, at most an amount, and notes it.</summary>
    protected void Spend(Holdings to, Int128 amount)
    {
        Pay(Purse, to, amount);
        Cost.Value += amount;
    }

    /// <summary>A part of an amount, rounded down.</summary>
    protected static Int128 PartOf(Int128 amount, Int128 part, Int128 whole) =>
        whole == 0 ? 0 : (Int128)((BigInteger)amount * part / whole);

    /// <summary>Sells all tokens of the account.</summary>
    protected void SellAll(Venue pool, Holdings tokens, int day)
    {
        Int128 money = tokens.Balance > 0 ? pool.Proceeds(tokens.Balance, day) : 0;
        if (money > 0)
        {
            pool.Sell(tokens, Purse, tokens.Balance, money, day);
        }
    }

    /// <summary>Adds the rule of those who play for a daily reward: it is paid out of its account, and sold where it is not money.</summary>
    /// <param name="play">Spends what the day takes, pays fees, and says which part of the reward it won, base units.</param>
    protected void PlayForReward(Func<Holdings, int, Int128> play)
    {
        Holdings fees = Held(Money, OnePayeeOf("fees", Money));
        (Holdings fund, Holdings own, Venue? pool) = Rewards();
        Rule(
            "",
            Phase.Clear,
            touches =>
            {
                touches.Updates(fund, Purse, Cost);
                touches.Adds(fees).Writes(Shown);
                if (pool is not null)
                {
                    pool.DeclareSwap(touches);
                    touches.Updates(own);
                }
            },
            step =>
            {
                Pay(fund, own, Int128.Min(play(fees, step.Index), fund.Balance));
                if (pool is not null)
                {
                    SellAll(pool, own, step.Index);
                }
            }
        );
    }

    private (Holdings Fund, Holdings Own, Venue? Pool) Rewards()
    {
        Token token = TokenOf("budget");
        Venue? pool =
            token == Money ? null
            : Has("pool") && Other("pool") is Venue venue && venue.Token == token && venue.Money == Money ? venue
            : throw new ArgumentException(
                $"budget is in {token.Symbol}: name a pool that trades it for {Money.Symbol}"
            );
        return (Held(token, Other("rewards").Inlet!), Held(token, Inlet), pool);
    }
}
