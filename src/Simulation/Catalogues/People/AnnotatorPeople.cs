using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.annotators`: workers who do a day's tasks and are paid for what is accepted.</summary>
internal sealed class AnnotatorPeople : Component, IContributors, IEarners
{
    private const double MinutesPerHour = 60;

    private readonly Dial<AnnotatorHabit> _habit;
    private readonly Signal _income;

    public static CatalogueEntry Entry { get; } =
        new(AnnotatorParameters.Kind, (assembly, part) => new AnnotatorPeople(assembly, part));

    private AnnotatorPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _habit = Dial(AnnotatorParameters.Read);
        Agents = Model.Population(Name, part.Count("count"));
        Wallets = Model.Accounts(Agents, AccountKind.Wallet);
        Inlet = Model.Account($"{Name}.payroll", AccountKind.Rewards);
        Work = new AnnotatorWork(Model, Agents, Name, part.List("types").Count);
        Wage = Model.Signal($"{Name}.wage_expected");
        _income = Model.Signal($"{Name}.income", 0);
        Publish("income", () => _income.Value, _income);
    }

    public override AccountGroup Inlet { get; }

    public override AccountGroup Wallets { get; }

    public override Counter Usage => Work.Accepted;

    public Population Agents { get; }

    public Column<uint> GivenUnits => Work.Given;

    public AnnotatorWork Work { get; }

    public string Role => "annotator";

    /// <summary>Expected, USD per hour.</summary>
    public Signal Wage { get; }

    /// <summary>What says how many are admitted; none where everybody is.</summary>
    public Slot[] AdmissionSlots => From is { } from ? AdmittedRoles(from) : [];

    /// <summary>How many may work, the first ones; all where nobody has to be admitted.</summary>
    public int AdmittedCount =>
        From is { } from ? (int)Math.Min(AdmittedRoles(from).Sum(role => role.Value), Agents.Count) : Agents.Count;

    private AccountPeople? From => Has("from") ? (AccountPeople)Other("from") : null;

    public override bool Takes(Token token) =>
        Other("pool") is Venue pool && (token == pool.Money || token == pool.Token);

    public override void Connect()
    {
        Venue pool = (Venue)Other("pool");
        Holdings tokens = Held(pool.Token, Wallets);
        Holdings rewards = Held(pool.Token, Other("rewards").Inlet!);
        Shortlist sales = Model.Shortlist(Agents, "sales");
        Rule(
            "draw",
            Phase.Start,
            touches => touches.Writes(Work.Asked, Work.Targets, Work.Abilities, Wage),
            step => Work.Draw(Luck(step.Random), Part, Wage, _habit.AtStart)
        );
        AddExpectation(pool, rewards);
        Model.Add(new AnnotatorChoice(this, _habit, tokens, sales));
        Model.Add(new AnnotatorTasks(this, _habit));
        pool.Add(new PoolSeller(sales, Worth: null, tokens, Held(pool.Money, Wallets)));
        AddPay(pool, tokens, rewards);
        AddMetrics();
    }

    public void Tell(int day, EarningDay told)
    {
        double weights = 0;
        foreach (uint weight in Work.Weights.Span)
        {
            weights += weight;
        }

        for (int agent = 0; agent < told.Income.Length; agent++)
        {
            uint weight = Work.Weights[agent];
            told.Income[agent] = weight > 0 ? _income.Value * weight / weights : 0;
            told.Asked[agent] = Work.Asked[agent] * Work.Minutes[agent] / MinutesPerHour;
        }
    }

    private void AddExpectation(Venue pool, Holdings rewards) =>
        Rule(
            "expectation",
            Phase.Observe,
            touches =>
            {
                pool.DeclarePrice(touches);
                touches.Reads(Work.Asked, Work.Targets, rewards).Updates(Wage);
                touches.ReadsYesterday(_income, Work.Hours).ReadsYesterday(AdmissionSlots);
            },
            step =>
            {
                AnnotatorHabit habit = _habit.At(step.Index);
                if (habit.Expectation == Expectation.Perfect)
                {
                    double fund = BaseUnits.ToNumber(rewards.Balance, pool.Token.Decimals) * pool.PriceAt(step.Index);
                    Wage.Value = LabourPolicy.ClearingWage(
                        habit.WageMax,
                        Math.Min(fund, habit.BudgetUsd),
                        Work.Asked.Span[..AdmittedCount],
                        Work.Targets.Span[..AdmittedCount],
                        habit.Labour
                    );
                }
                else if (step.Index > 0 && Work.Hours.Value > 0)
                {
                    double paid = _income.Value / Work.Hours.Value;
                    Wage.Value = ExpectationPolicy.Next(habit.Expectation, habit.ExpectationRate, Wage.Value, paid);
                }
                else if (step.Index > 0)
                {
                    // Nobody works, so nobody competes: one more could earn the full wage.
                    Wage.Value = ExpectationPolicy.Next(
                        habit.Expectation,
                        habit.ExpectationRate,
                        Wage.Value,
                        rewards.Balance > 0 && habit.BudgetUsd > 0 ? habit.WageMax : 0
                    );
                }
            }
        );

    private void AddPay(Venue pool, Holdings tokens, Holdings rewards)
    {
        Holdings payTokens = Held(pool.Token, Inlet);
        Holdings payMoney = Held(pool.Money, Inlet);
        Amount paid = Model.Amount($"{Name}.paid", 0);
        WeightedPay pay = new(Ledger, Wallets, Work.Weights);
        Rule(
            "pay",
            Phase.Settle,
            touches =>
            {
                pool.DeclarePrice(touches);
                touches
                    .Reads(Work.Weights, Work.OwedUsd)
                    .Updates(payTokens, payMoney, rewards)
                    .Adds(tokens, Held(pool.Money, Wallets), paid)
                    .Writes(_income);
            },
            step =>
            {
                double price = pool.PriceAt(step.Index);
                // Rounded down to base units; the fund pays what it has.
                Int128 owed = (Int128)(Work.OwedUsd.Value / price * (double)BaseUnits.One(pool.Token.Decimals));
                Pay(rewards, payTokens, Int128.Min(owed, rewards.Balance));
                _income.Value =
                    BaseUnits.ToNumber(payMoney.Balance, pool.Money.Decimals)
                    + (BaseUnits.ToNumber(payTokens.Balance, pool.Token.Decimals) * price);
                pay.Pay(step.Crew, pool.Money.Index, payMoney.Account);
                paid.Value += pay.Pay(step.Crew, pool.Token.Index, payTokens.Account);
            }
        );
        Show("paid", pool.Token, paid);
    }

    private static Counter[] AdmittedRoles(AccountPeople from) =>
        [from.Roles.Of(AccountRole.Collector), from.Roles.Of(AccountRole.Operator)];

    private void AddMetrics()
    {
        Show("active", Work.ActiveCount);
        Show("hours", Work.Hours);
        Show("wage", Wage);
        Show("accepted", Work.Accepted);
        Show("quality", Work.MeanQuality);
        for (int type = 0; type < Work.Done.Length; type++)
        {
            Counter done = Work.Done[type];
            string name = Part.List("types")[type].Text;
            Show($"done.{name}", done);
        }
    }
}
