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

/// <summary>`people.integrators`: companies that build on a network once its price is stable enough for them.</summary>
internal sealed class IntegratorPeople : Component, ITurnover
{
    private readonly Population _agents;
    private readonly Column<bool> _isActive;
    private readonly Column<double> _limits;
    private readonly Counter _activeCount;
    private readonly Expectation _mode;
    private readonly Signal _volatility;
    private readonly Signal _lastPrice;
    private readonly Amount _paid;
    private readonly Dial<(double Rate, double Margin, double Hazard, double CallsUsd)> _habit;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "people.integrators",
                "Companies that adopt below a threshold of volatility of their own and leave above it.",
                "Dixit, J. Political Economy 97 (1989), by form; values are assumptions (docs/people/integrators.md)",
                [
                    new("count", ParameterKind.Count, "How many.")
                    {
                        Min = 1,
                        Max = 1e6,
                        IsFixed = true,
                        Scale = PopulationScale.Agents,
                    },
                    new("pool", ParameterKind.Part, "Whose price has to be stable.")
                    {
                        Words = Venue.Kinds,
                        IsFixed = true,
                    },
                    new("sellers", ParameterKind.Part, "Who is paid for calls, in the pool's money.")
                    {
                        IsFixed = true,
                    },
                    Number(
                        "threshold_median",
                        "Median of the mean absolute log return per day that one accepts.",
                        "0.03",
                        10
                    ),
                    Number("threshold_sigma", "Deviation of its logarithm.", "0.5", 5),
                    new("memory_rate", ParameterKind.Share, "How fast observed volatility forgets, per day.")
                    {
                        Default = "5 %",
                    },
                    ExpectationSpecs.Mode(
                        "Of volatility: an average, yesterday's move, or what is known of orders to come."
                    ) with
                    {
                        IsAddition = true,
                    },
                    new("margin", ParameterKind.Share, "Below its threshold by which one waits before adopting.")
                    {
                        Default = "20 %",
                    },
                    new("revision_hazard", ParameterKind.Share, "Probability per day that one reconsiders.")
                    {
                        Default = "5 %",
                    },
                    new("calls", ParameterKind.UsdPerDay, "Paid by each that has adopted.")
                    {
                        Default = "100 USD/day",
                        Scale = PopulationScale.Each,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("active", "companies", "Who has adopted.") { Scale = PopulationScale.Agents },
                    new("volatility", "1/day", "Mean absolute log return, as they see it."),
                    new("payments", "money", "Paid for calls on the day."),
                ],
            },
            (assembly, part) => new IntegratorPeople(assembly, part)
        );

    private IntegratorPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _agents = Model.Population(Name, part.Count("count"));
        _isActive = Model.Column<bool>(_agents, "is_active", false);
        _limits = Model.Column<double>(_agents, "limit");
        _activeCount = Model.Counter($"{Name}.active_count", 0);
        _mode = ExpectationSpecs.ModeOf(part);
        _volatility = Model.Signal($"{Name}.volatility", 0);
        _lastPrice = Model.Signal($"{Name}.last_price", 0);
        _paid = Model.Amount($"{Name}.paid", 0);
        _habit = Dial(then =>
            (then.Number("memory_rate"), then.Number("margin"), then.Number("revision_hazard"), then.Number("calls"))
        );
    }

    public override Counter Usage => _activeCount;

    public Slot[] TurnoverSlots => [_paid];

    public Token TurnoverToken => ((Venue)Other("pool")).Money;

    public Int128 Turnover => _paid.Value;

    public override void Connect()
    {
        Venue pool = (Venue)Other("pool");
        Holdings sellers = Held(pool.Money, OnePayeeOf("sellers", pool.Money));
        Rule("draw", Phase.Start, touches => touches.Writes(_limits), step => Draw(Luck(step.Random)));
        Rule(
            "decide",
            Phase.Decide,
            touches =>
            {
                touches
                    .ReadsYesterday(pool.Price)
                    .Reads(_limits)
                    .Updates(_isActive, _volatility, _lastPrice)
                    .Writes(_activeCount);
                foreach (IForeseenMoves moves in _mode == Expectation.Perfect ? pool.Foreseen : [])
                {
                    moves.DeclareParameters(touches);
                }
            },
            step => Decide(step, pool)
        );
        Rule(
            "calls",
            Phase.Clear,
            touches => touches.Reads(_activeCount).Adds(pool.Money, sellers).Writes(_paid),
            step =>
            {
                double usd = _activeCount.Value * _habit.At(step.Index).CallsUsd;
                // They bring the money; rounded down to base units.
                _paid.Value = (Int128)(usd * (double)BaseUnits.One(pool.Money.Decimals));
                Ledger.Mint(pool.Money.Index, sellers.Account, _paid.Value);
            }
        );
        Show("active", _activeCount);
        Show("volatility", _volatility);
        Show("payments", pool.Money, _paid);
    }

    private void Draw(RandomStream random)
    {
        for (int agent = 0; agent < _agents.Count; agent++)
        {
            double uniform = random.Draw(DrawKind.IntegratorTraits, agent, 0).First;
            _limits[agent] = Distribution.Lognormal(
                uniform,
                Part.Number("threshold_median"),
                Part.Number("threshold_sigma")
            );
        }
    }

    private void Decide(Step step, Venue pool)
    {
        double price = pool.Price.Value;
        (double rate, double margin, double hazard, _) = _habit.At(step.Index);
        double move = _lastPrice.Value > 0 ? Math.Abs(DeterministicMath.Log(price / _lastPrice.Value)) : 0;
        _volatility.Value = Expected(step.Index, rate, move, pool);
        _lastPrice.Value = price;
        RandomStream random = Luck(step.Random);
        long active = 0;
        for (int agent = 0; agent < _agents.Count; agent++)
        {
            if (random.Draw(DrawKind.IntegratorTraits, agent, step.Index, 1).First < hazard)
            {
                double limit = _limits[agent] * (_isActive[agent] ? 1 : 1 - margin);
                _isActive[agent] = _volatility.Value <= limit;
            }

            active += _isActive[agent] ? 1 : 0;
        }

        _activeCount.Value = active;
    }

    // Where nobody's orders are known, they can but learn.
    private double Expected(int day, double rate, double move, Venue pool)
    {
        if (_mode == Expectation.Perfect && pool.Foreseen.Count > 0)
        {
            return ExpectationPolicy.Ahead(rate, day, then => SizeOn(pool, then));
        }

        Expectation learns = _mode == Expectation.Perfect ? Expectation.Adaptive : _mode;
        return ExpectationPolicy.Next(learns, rate, _volatility.Value, move);
    }

    // Independent orders: means add up, and so do variances.
    private static double SizeOn(Venue pool, int day)
    {
        (double mean, double variance) = (0, 0);
        foreach (IForeseenMoves moves in pool.Foreseen)
        {
            (double drift, double deviation) = moves.MoveOn(day);
            mean += drift;
            variance += deviation * deviation;
        }

        return StabilityPolicy.MeanSize(mean, Math.Sqrt(variance));
    }

    private static ParameterSpec Number(string name, string meaning, string value, double max) =>
        new(name, ParameterKind.Number, meaning)
        {
            Default = value,
            Min = 1e-9,
            Max = max,
            IsFixed = true,
        };
}
