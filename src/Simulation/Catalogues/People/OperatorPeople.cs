using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets;
using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.operators`: providers of one role, their jobs and their payroll.</summary>
internal sealed class OperatorPeople : Component, IContributors, IEarners
{
    private readonly Dial<OperatorHabit> _habit;
    private Counter? _usage;

    public static CatalogueEntry Entry { get; } =
        new(OperatorParameters.Kind, (assembly, part) => new OperatorPeople(assembly, part));

    private OperatorPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Agents = Model.Population(Name, part.Count("count"));
        Wallets = Model.Accounts(Agents, AccountKind.Wallet);
        Inlet = Model.Account($"{Name}.payroll", AccountKind.Rewards);
        State = new OperatorState(Model, Agents, Name);
        Use = Model.Signal($"{Name}.use", 0);
        int decimals = Has("reward_per_day") ? TokenOf("reward_per_day").Decimals : 0;
        _habit = Dial(then => OperatorParameters.Read(then, decimals));
        Publish("done", () => State.Done.Value, State.Done);
    }

    public override AccountGroup Inlet { get; }

    public override AccountGroup Wallets { get; }

    public Population Agents { get; }

    public Column<uint> GivenUnits => State.PaidWeights;

    public OperatorState State { get; }

    public string Role => Part.Word("role");

    /// <summary>Share of capacity used yesterday.</summary>
    public Signal Use { get; }

    public override bool Takes(Token token) =>
        Other("pool") is Venue pool && (token == pool.Money || token == pool.Token);

    public override void Connect()
    {
        Venue pool = (Venue)Other("pool");
        _usage = Has("usage")
            ? Other("usage").Usage
                ?? throw new ArgumentException($"usage is {Part.Word("usage")}, which counts no orders")
            : null;
        if (Has("reward_per_day"))
        {
            RequireToken("reward_per_day", pool.Token);
        }

        Holdings tokens = Held(pool.Token, Wallets);
        Shortlist sales = Model.Shortlist(Agents, "sales");
        Rule(
            "draw",
            Phase.Start,
            touches =>
                touches
                    .Writes(State.IsActive, State.Weights, State.PaidWeights, State.Costs, State.EnergyPrices)
                    .Writes(State.ActiveCount, State.Capacity, State.Expected),
            step => State.Draw(Luck(step.Random), Part, _habit.AtStart)
        );
        AddExpectation(pool);
        Model.Add(new OperatorChoice(this, _habit, tokens, sales));
        AddJobs(pool);
        pool.Add(new PoolSeller(sales, Worth: null, tokens, Held(pool.Money, Wallets)));
        AddPay(pool, tokens);
        AddMetrics();
    }

    private void AddExpectation(Venue pool)
    {
        Expectation mode = ExpectationSpecs.ModeOf(Part);
        Holdings? rewards = Has("rewards") ? Held(pool.Token, Other("rewards").Inlet!) : null;
        Slot[] known =
            mode != Expectation.Perfect
                ? []
                : [pool.Price, State.IsActive, Use, .. rewards is null ? Array.Empty<Slot>() : [rewards]];
        Rule(
            "expectation",
            Phase.Observe,
            touches =>
                touches
                    .Reads([.. known.Length > 0 ? new Slot[] { State.Costs, State.Weights, State.EnergyPrices } : []])
                    .ReadsYesterday(known)
                    .ReadsYesterday(State.Income, State.Capacity, State.Waiting, State.Arrived)
                    .Updates(State.Expected, State.Level),
            step =>
            {
                if (step.Index == 0)
                {
                    return;
                }

                OperatorHabit today = _habit.At(step.Index);
                double wanted = (State.Arrived.Value * today.WorkPerJob) + State.Waiting.Value;
                double capacity = State.Capacity.Value;
                double excess = wanted / Math.Max(1, capacity);
                State.Level.Value = PostedPrice.Next(State.Level.Value, excess, supply: 1, today.PriceAdjustment);
                // Whoever comes first where nobody provides has work enough.
                double earned = capacity > 0 ? State.Income.Value / capacity : today.JobPriceUsd * State.Level.Value;
                State.Expected.Value =
                    mode == Expectation.Perfect
                        ? Clearing(today, wanted, RewardUsd(today, rewards, pool))
                        : ExpectationPolicy.Next(mode, today.ExpectationRate, State.Expected.Value, earned);
            }
        );
    }

    public void Tell(int day, EarningDay told)
    {
        (double weights, double energies) = (0, 0);
        for (int agent = 0; agent < told.Income.Length; agent++)
        {
            weights += State.PaidWeights[agent];
            energies += State.PaidWeights[agent] * State.EnergyPrices[agent];
        }

        for (int agent = 0; agent < told.Income.Length; agent++)
        {
            double weight = State.PaidWeights[agent];
            double energy = weight * State.EnergyPrices[agent];
            told.Income[agent] = weight > 0 ? State.Income.Value * weight / weights : 0;
            told.Spent[agent] =
                weight > 0 ? State.Costs[agent] + (energies > 0 ? State.EnergyCost.Value * energy / energies : 0) : 0;
        }
    }

    private static double RewardUsd(OperatorHabit today, Holdings? rewards, Venue pool) =>
        rewards is null
            ? 0
            : BaseUnits.ToNumber(Int128.Min(today.RewardPerDay, rewards.Balance), pool.Token.Decimals)
                * pool.Price.Value;

    // What all know who provide today: the reward, and the work that was asked for yesterday.
    private double Clearing(OperatorHabit today, double wanted, double rewardUsd)
    {
        double price = today.JobPriceUsd * State.Level.Value;
        return EntryPolicy.Clearing(
            incomeMax: (rewardUsd + (wanted * price) + 1) * OperatorState.WeightUnit,
            income => State.CapacityAt(income, Use.Value, today),
            units => rewardUsd + (Math.Min(wanted, units) * price)
        );
    }

    private void AddJobs(Venue pool)
    {
        Holdings payroll = Held(pool.Money, Inlet);
        Rule(
            "jobs",
            Phase.Clear,
            touches =>
                touches
                    .Reads(State.Capacity, State.Level, State.PaidWeights, State.EnergyPrices)
                    .Reads([.. _usage is null ? Array.Empty<Slot>() : [_usage]])
                    .Adds(pool.Money, payroll)
                    .Updates(State.Waiting, State.Unposted)
                    .Writes(State.Arrived, State.Done, State.Lost, State.Posted, Use)
                    .Writes(State.Energy, State.EnergyCost, State.EnergyPerJob, State.PrivateDone, State.Revealed),
            step =>
            {
                OperatorHabit today = _habit.At(step.Index);
                double level = State.Level.Value;
                State.Arrived.Value = Arrivals(step, today, level);
                JobDay day = JobQueue.Serve(
                    State.Waiting.Value,
                    State.Arrived.Value * today.WorkPerJob,
                    State.Capacity.Value,
                    today.Impatience
                );
                (State.Done.Value, State.Lost.Value, State.Waiting.Value) = (day.Done, day.Lost, day.Waiting);
                Use.Value = State.Capacity.Value > 0 ? day.Done / State.Capacity.Value : 0;
                Post(today, day.Done);
                CountEnergy(today, day.Done);
                // Clients bring the money; rounded down to base units.
                double paid = day.Done * today.JobPriceUsd * level * (double)BaseUnits.One(pool.Money.Decimals);
                Ledger.Mint(pool.Money.Index, payroll.Account, (Int128)paid);
            }
        );
    }

    private double Arrivals(Step step, OperatorHabit today, double level)
    {
        double mean = today.JobsPerDay * DeterministicMath.Pow(level, -today.PriceElasticity);
        DrawSequence draws = Luck(step.Random).Sequence(DrawKind.DealDecision, 0, step.Index);
        double own = mean > 0 ? new Poisson(mean).Draw(ref draws) : 0;
        return own + ((_usage?.Value ?? 0) * today.JobsPerUse);
    }

    private void CountEnergy(OperatorHabit today, double done)
    {
        (double weights, double worth) = (0, 0);
        for (int agent = 0; agent < Agents.Count; agent++)
        {
            weights += State.PaidWeights[agent];
            worth += State.PaidWeights[agent] * State.EnergyPrices[agent];
        }

        State.Energy.Value = done * today.EnergyKwh;
        State.EnergyCost.Value = weights > 0 ? State.Energy.Value * worth / weights : 0;
        State.EnergyPerJob.Value = done > 0 ? today.EnergyKwh * today.WorkPerJob : 0;
        State.PrivateDone.Value = done / today.WorkPerJob * today.PrivateShare;
        State.Revealed.Value = ((done / today.WorkPerJob) - State.PrivateDone.Value) * today.DataKb;
    }

    // Training happens off chain; what it found waits for room on chain.
    private void Post(OperatorHabit today, double done)
    {
        double trained = done / today.WorkPerJob * today.TrainingShare;
        State.Unposted.Value += trained * today.ResultKb;
        State.Posted.Value = Math.Min(State.Unposted.Value, today.PayloadKb);
        State.Unposted.Value -= State.Posted.Value;
    }

    private void AddPay(Venue pool, Holdings tokens)
    {
        Holdings payTokens = Held(pool.Token, Inlet);
        Holdings payMoney = Held(pool.Money, Inlet);
        Holdings? rewards = Has("rewards") ? Held(pool.Token, Other("rewards").Inlet!) : null;
        Amount paid = Model.Amount($"{Name}.paid", 0);
        WeightedPay pay = new(Ledger, Wallets, State.PaidWeights);
        Rule(
            "pay",
            Phase.Settle,
            touches =>
            {
                pool.DeclarePrice(touches);
                touches
                    .Reads(State.PaidWeights)
                    .Updates([payTokens, payMoney, .. rewards is null ? Array.Empty<Slot>() : [rewards]])
                    .Adds(tokens, Held(pool.Money, Wallets), paid)
                    .Writes(State.Income);
            },
            step =>
            {
                if (rewards is not null)
                {
                    Pay(rewards, payTokens, Int128.Min(_habit.At(step.Index).RewardPerDay, rewards.Balance));
                }

                State.Income.Value =
                    BaseUnits.ToNumber(payMoney.Balance, pool.Money.Decimals)
                    + (BaseUnits.ToNumber(payTokens.Balance, pool.Token.Decimals) * pool.PriceAt(step.Index));
                pay.Pay(step.Crew, pool.Money.Index, payMoney.Account);
                paid.Value += pay.Pay(step.Crew, pool.Token.Index, payTokens.Account);
            }
        );
        Show("paid", pool.Token, paid);
    }

    private void AddMetrics()
    {
        Show("active", State.ActiveCount);
        Show("capacity", State.Capacity);
        Show("use", Use);
        Show("price", State.Level);
        Show("waiting", State.Waiting);
        Show("lost", State.Lost);
        Show("wait", () => JobQueue.WaitDays(State.Waiting.Value, State.Done.Value), State.Waiting, State.Done);
        Show("energy", State.Energy);
        Show("energy_cost", State.EnergyCost);
        Show("energy_per_job", State.EnergyPerJob);
        Show("private_done", State.PrivateDone);
        if (Part.Number("job_data") > 0)
        {
            Show("revealed", State.Revealed);
        }

        Show("posted", State.Posted);
        Show("unposted", State.Unposted);
        Show("income", State.Income);
    }
}
