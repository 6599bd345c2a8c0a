using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.contributors`: who takes part while the wage is worth it, is paid by weight, and sells tokens now and then.</summary>
internal sealed class ContributorPeople : Component, IContributors, IEarners
{
    private readonly AccountGroup _accounts;
    private readonly Dial<ContributorBehaviour> _behaviour;
    private readonly Dial<Share> _payoutShare;
    private readonly ContributorForesight? _foresight;

    public static CatalogueEntry Entry { get; } =
        new(ContributorParameters.Kind, (assembly, part) => new ContributorPeople(assembly, part));

    private ContributorPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        ActiveAtStart = part.Count("active");
        int potential = PeopleLimits.Potential(ActiveAtStart, part.Number("potential_multiple"));
        People = new ContributorPopulation(Math.Max(ActiveAtStart, potential), Name);
        Model.Adopt(People.Slots);
        _accounts = Model.Accounts(People.Agents, AccountKind.Wallet);
        Inlet = Model.Account($"{Name}.payroll", AccountKind.Rewards);
        Wage = Model.Signal($"{Name}.wage_per_weight");
        Income = Model.Signal($"{Name}.income_usd");
        Publish("income", () => Income.Value, Income);
        _behaviour = Dial(ContributorParameters.Read);
        WageLevel = Dial(then => then.Number("wage_level"));
        _payoutShare = Dial(then => then.Share("payout_share"));
        _foresight =
            ExpectationSpecs.ModeOf(part) == Expectation.Perfect
                ? new(this, _behaviour, _payoutShare, Model.Signal($"{Name}.other_income", 0))
                : null;
    }

    /// <summary>What is paid here reaches contributors the same day, by weight.</summary>
    public override AccountGroup Inlet { get; }

    public override AccountGroup Wallets => _accounts;

    public override bool Takes(Token token) =>
        Other("pool") is Venue pool && (token == pool.Money || token == pool.Token);

    public ContributorPopulation People { get; }

    Population IContributors.Agents => People.Agents;

    Population IEarners.Agents => People.Agents;

    string IEarners.Role => "contributor";

    AccountGroup IContributors.Wallets => _accounts;

    Column<uint> IContributors.GivenUnits => People.PaidWeights;

    public int ActiveAtStart { get; }

    /// <summary>Expected net wage in USD per day and unit of weight.</summary>
    public Signal Wage { get; }

    /// <summary>By what wages asked are multiplied on a day.</summary>
    public Dial<double> WageLevel { get; }

    /// <summary>Today's pay of all in USD, tokens valued at the closing price.</summary>
    public Signal Income { get; }

    public override void Connect()
    {
        Venue pool = (Venue)Other("pool");
        Holdings tokens = Held(pool.Token, _accounts);
        Rule(
            "draw",
            Phase.Start,
            touches =>
                touches
                    .Writes(People.IsActive, People.Weights, People.PaidWeights, People.ReservationPerWeight)
                    .Writes(People.ActiveCount, Wage),
            step =>
            {
                ContributorBehaviour behaviour = _behaviour.AtStart;
                double income = ActiveAtStart * Part.Number("wage_at_start") * (1 - behaviour.CostShare);
                Wage.Value = People.Draw(Luck(step.Random), behaviour, ActiveAtStart, income);
            }
        );
        Rule(
            "expectation",
            Phase.Observe,
            touches =>
            {
                touches.ReadsYesterday(Income, People.PaidWeights).Updates(Wage);
                _foresight?.Declare(touches, pool, Rewards(pool));
            },
            step =>
            {
                if (step.Index > 0)
                {
                    Expect(step.Index, pool);
                }
            }
        );
        Model.Add(new ContributorChoice(this, _behaviour, tokens));
        pool.Add(new PoolSeller(People.Sales, Worth: null, tokens, Held(pool.Money, _accounts)));
        AddPay(pool, tokens);
        Show("active", People.ActiveCount);
        Show("wage", () => Income.Value / Math.Max(1, People.ActiveCount.Value), Income, People.ActiveCount);
    }

    void IEarners.Tell(int day, EarningDay told)
    {
        double costShare = _behaviour.At(day).CostShare;
        double level = WageLevel.At(day);
        double perWeight = Income.Value / Math.Max(1, TotalWeight());
        for (int agent = 0; agent < told.Income.Length; agent++)
        {
            uint weight = People.PaidWeights[agent];
            told.Income[agent] = perWeight * weight;
            told.Spent[agent] = perWeight * weight * costShare;
            told.Asked[agent] = People.ReservationPerWeight[agent] * weight * level;
        }
    }

    private Holdings? Rewards(Venue pool) => Has("rewards") ? Held(pool.Token, Other("rewards").Inlet!) : null;

    private void Expect(int day, Venue pool)
    {
        ContributorBehaviour behaviour = _behaviour.At(day);
        if (_foresight is not null)
        {
            Wage.Value = _foresight.Wage(day, pool, Rewards(pool));
            return;
        }

        double wage = Income.Value * (1 - behaviour.CostShare) / Math.Max(1, TotalWeight());
        Wage.Value = ExpectationPolicy.Next(ExpectationSpecs.ModeOf(Part), behaviour.ExpectationRate, Wage.Value, wage);
    }

    private ulong TotalWeight()
    {
        ulong weight = 0;
        foreach (uint paid in People.PaidWeights.Span)
        {
            weight += paid;
        }

        return weight;
    }

    private void AddPay(Venue pool, Holdings tokens)
    {
        Holdings payTokens = Held(pool.Token, Inlet);
        Holdings payMoney = Held(pool.Money, Inlet);
        Holdings? rewards = Rewards(pool);
        WeightedPay pay = new(Ledger, _accounts, People.PaidWeights);
        Rule(
            "pay",
            Phase.Settle,
            touches =>
            {
                pool.DeclarePrice(touches);
                touches
                    .Reads(People.PaidWeights)
                    .Updates(payTokens, payMoney)
                    .Updates([.. rewards is null ? Array.Empty<Slot>() : [rewards]])
                    .Adds(tokens, Held(pool.Money, _accounts))
                    .Writes(Income)
                    .Writes([.. _foresight is null ? Array.Empty<Slot>() : [_foresight.OtherIncome]]);
            },
            step =>
            {
                Int128 payout = rewards is null ? 0 : _payoutShare.At(step.Index).Of(rewards.Balance);
                if (rewards is not null)
                {
                    Pay(rewards, payTokens, payout);
                }

                Income.Value =
                    BaseUnits.ToNumber(payMoney.Balance, pool.Money.Decimals)
                    + (BaseUnits.ToNumber(payTokens.Balance, pool.Token.Decimals) * pool.PriceAt(step.Index));
                if (_foresight is not null)
                {
                    double granted = BaseUnits.ToNumber(payout, pool.Token.Decimals) * pool.PriceAt(step.Index);
                    _foresight.OtherIncome.Value = Math.Max(0, Income.Value - granted);
                }

                pay.Pay(step.Crew, pool.Money.Index, payMoney.Account);
                pay.Pay(step.Crew, pool.Token.Index, payTokens.Account);
            }
        );
    }
}
