using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.speculators`: fundamentalists and chartists who switch, and so make fat tails.</summary>
internal sealed class SpeculatorPeople : FlowPeople
{
    private const string FrankeWesterhoff = "Franke and Westerhoff, JEDC 36 (2012), DCA-HPM";

    private readonly Dial<(BeliefTerms Terms, double Sigma)> _habit;
    private readonly Dial<(double Rate, double Weight, double LogLevel)> _belief;
    private readonly Expectation _mode;
    private readonly Signal _logLevel;
    private readonly Signal _expected;
    private readonly Signal _share;
    private readonly Signal _value;
    private readonly Signal _profits;
    private readonly Signal _fundamentalDemand;
    private readonly Signal _chartDemand;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "people.speculators",
                "Fundamentalists and chartists who switch by herding, misalignment and past profit.",
                "Brock and Hommes, JEDC 22 (1998); Franke and Westerhoff, JEDC 36 (2012) (docs/people/speculators.md)",
                [
                    .. PoolSpecs(),
                    new("value", ParameterKind.Usd, "What fundamentalists think the token is worth on the first day.")
                    {
                        Min = 1e-9,
                        Max = 1e9,
                        IsFixed = true,
                    },
                    Spec("value_sigma", "Deviation of its daily log change.", "0", "assumed"),
                    Spec("impact", "Log price per unit of demand.", "0.01", FrankeWesterhoff),
                    Spec("reversion", "Demand of fundamentalists per log misalignment.", "0.12", FrankeWesterhoff),
                    Spec("trend", "Demand of chartists per log return.", "1.5", FrankeWesterhoff),
                    Spec("fundamental_noise", "Deviation of fundamentalists' demand.", "0.758", FrankeWesterhoff),
                    Spec("chart_noise", "Deviation of chartists' demand.", "2.087", FrankeWesterhoff),
                    Spec("predisposition", "Attraction of being a fundamentalist.", "-0.327", FrankeWesterhoff) with
                    {
                        Min = -100,
                    },
                    Spec("herding", "Attraction of the larger group.", "1.79", FrankeWesterhoff),
                    Spec(
                        "misalignment",
                        "Attraction of being one per squared misalignment.",
                        "18.43",
                        FrankeWesterhoff
                    ),
                    Spec("profit", "Attraction of the group that earned more.", "0", "assumed"),
                    new("memory", ParameterKind.Share, "Kept of past profit per day.") { Default = "97 %" },
                    .. BeliefSpecs(),
                ]
            )
            {
                Publishes =
                [
                    .. FlowQuantities(),
                    new("fundamentalists", "share", "Of speculators."),
                    new("value", "USD", "What fundamentalists think."),
                ],
            },
            (assembly, part) => new SpeculatorPeople(assembly, part)
        );

    private SpeculatorPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _habit = Dial(Read);
        _belief = Dial(then =>
            (then.Number(ExpectationSpecs.RateWord), then.Number("expectation_weight"), LogLevel(then))
        );
        _mode = ExpectationSpecs.ModeOf(part);
        _logLevel = Model.Signal($"{Name}.log_level", 0);
        _expected = Model.Signal($"{Name}.expected_value", 0);
        _share = Model.Signal($"{Name}.fundamentalists", 0.5);
        _value = Model.Signal($"{Name}.log_value", DeterministicMath.Log(part.Number("value")));
        _profits = Model.Signal($"{Name}.profit_gap", 0);
        _fundamentalDemand = Model.Signal($"{Name}.fundamental_demand", 0);
        _chartDemand = Model.Signal($"{Name}.chart_demand", 0);
    }

    public override void Connect()
    {
        Rule(
            "",
            Phase.Decide,
            touches =>
                touches
                    .ReadsYesterday(Pool.Moneys, Pool.Price)
                    .Updates(_share, _value, _profits, LastPrice, _fundamentalDemand, _chartDemand, _expected)
                    .Writes(Flow, _logLevel),
            step => Decide(step)
        );
        AddOrders();
        Show("fundamentalists", _share);
        Show("value", () => DeterministicMath.Exp(_value.Value + _logLevel.Value), _value, _logLevel);
    }

    private void Decide(Step step)
    {
        (BeliefTerms terms, double sigma) = _habit.At(step.Index);
        double price = Pool.Price.Value;
        double lastReturn = LastPrice.Value > 0 ? DeterministicMath.Log(price / LastPrice.Value) : 0;
        RandomStream random = Luck(step.Random);
        _logLevel.Value = _belief.At(step.Index).LogLevel;
        double misaligned = Believed(random, step.Index) - DeterministicMath.Log(price);
        // Who demanded more before a rise earned more.
        double gained = lastReturn * (_fundamentalDemand.Value - _chartDemand.Value);
        _profits.Value = (terms.Memory * _profits.Value) + ((1 - terms.Memory) * gained);
        _share.Value = BeliefPolicy.Share(_share.Value, misaligned, _profits.Value, terms);
        (double fundamental, double chart) = BeliefPolicy.Demands(
            misaligned,
            lastReturn,
            random.Draw(DrawKind.BeliefNoise, 0, step.Index),
            terms
        );
        (_fundamentalDemand.Value, _chartDemand.Value) = (fundamental, chart);
        double demand = (_share.Value * fundamental) + ((1 - _share.Value) * chart);
        Flow.Value = PoolFlow.ToMove(terms.Impact * demand, Pool.Moneys.Balance);
        LastPrice.Value = price;
        _value.Value += sigma * News(random, step.Index);
    }

    // The value as it is, and by a weight what it is expected to be.
    private double Believed(RandomStream random, int day)
    {
        (double rate, double weight, double level) = _belief.At(day);
        double value = _value.Value + level;
        if (_mode == Expectation.Adaptive)
        {
            _expected.Value = day == 0 ? value : ExpectationPolicy.Next(_mode, rate, _expected.Value, value);
        }
        else
        {
            _expected.Value = _mode == Expectation.Perfect ? ExpectationPolicy.Ahead(rate, day, Values(random)) : value;
        }

        return value + (weight * (_expected.Value - value));
    }

    // Who has perfect foresight knows the news, too.
    private Func<int, double> Values(RandomStream random)
    {
        double known = _value.Value;
        return day =>
        {
            double then = known + _belief.At(day).LogLevel;
            known += _habit.At(day).Sigma * News(random, day);
            return then;
        };
    }

    private static double News(RandomStream random, int day) =>
        Distribution.Normal(random.Draw(DrawKind.BeliefNoise, 1, day).First);

    private static double LogLevel(Part then) => DeterministicMath.Log(then.Number("value_level"));

    private static ParameterSpec[] BeliefSpecs() =>
        [
            new(
                "value_level",
                ParameterKind.Number,
                "By what the value is multiplied on a day, as a timeline announces it."
            )
            {
                Default = "1",
                Source = "none unless stated",
                Min = 1e-6,
                Max = 1e6,
                IsAddition = true,
            },
            .. ExpectationSpecs.Additions("Of the value: an average, today's, or what is to come."),
            new("expectation_weight", ParameterKind.Number, "Of what the value is expected to be, against what it is.")
            {
                Default = "1",
                Max = 1,
                IsAddition = true,
            },
        ];

    private static (BeliefTerms Terms, double Sigma) Read(Part then) =>
        (
            new BeliefTerms(
                then.Number("impact"),
                then.Number("reversion"),
                then.Number("trend"),
                then.Number("fundamental_noise"),
                then.Number("chart_noise"),
                then.Number("predisposition"),
                then.Number("herding"),
                then.Number("misalignment"),
                then.Number("profit"),
                then.Number("memory")
            ),
            then.Number("value_sigma")
        );

    private static ParameterSpec Spec(string name, string meaning, string value, string source) =>
        new(name, ParameterKind.Number, meaning)
        {
            Default = value,
            Source = source,
            Max = 1_000,
        };
}
