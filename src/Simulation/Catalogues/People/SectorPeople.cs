using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.sector_traders`: who buys and sells a token because its whole sector moves.</summary>
internal sealed class SectorPeople : FlowPeople, IForeseenMoves
{
    private readonly Dial<(SectorTerms Terms, double Beta, double Sigma)> _habit;
    private readonly double[] _returns;
    private readonly Signal _index;
    private readonly Signal _return;
    private readonly Counter _isStress;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "people.sector_traders",
                "Traders who carry the returns of a sector into a token's price at its beta; the sector has two regimes.",
                "Sharpe, J. Finance 19 (1964); Hamilton, Econometrica 57 (1989) (docs/people/sector-traders.md)",
                [
                    .. PoolSpecs(),
                    new("returns", ParameterKind.Number, "Known log returns of the first days; later ones are drawn.")
                    {
                        IsList = true,
                        Default = "",
                        Min = -3,
                        Max = 3,
                        IsFixed = true,
                    },
                    Spec("beta", "Percent of the token per percent of the sector.", "1"),
                    Spec("own_sigma", "Deviation of the token's own log return per day.", "0"),
                    Spec("drift", "Mean log return of the sector per day in calm.", "0"),
                    Spec("sigma", "Deviation of it.", "0.03"),
                    new("stress_hazard", ParameterKind.Share, "Probability per day that stress begins.")
                    {
                        Default = "0.5 %",
                    },
                    new("recovery_hazard", ParameterKind.Share, "Probability per day that it ends.")
                    {
                        Default = "3 %",
                    },
                    Spec("stress_drift", "Mean log return per day under stress.", "-0.01"),
                    Spec("stress_multiple", "Deviation under stress over that in calm.", "2"),
                ]
            )
            {
                Publishes =
                [
                    .. FlowQuantities(),
                    new("index", "count", "Value of the sector; 1 at the start.") { Title = "sector" },
                    new("stress", "yes or no", "1 on days of stress."),
                    new("return", "1", "Log return of the sector on the day."),
                ],
            },
            (assembly, part) => new SectorPeople(assembly, part)
        );

    private SectorPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _habit = Dial(Read);
        _returns = [.. part.List("returns").Select(value => (double)value.Number)];
        _index = Model.Signal($"{Name}.index", 1);
        _return = Model.Signal($"{Name}.return", 0);
        _isStress = Model.Counter($"{Name}.is_stress", 0);
        Publish("return", () => _return.Value, _return);
    }

    public override void Connect()
    {
        Rule(
            "",
            Phase.Decide,
            touches => touches.ReadsYesterday(Pool.Moneys).Updates(_index, _isStress).Writes(_return, Flow),
            step => Decide(step)
        );
        AddOrders();
        Pool.Add(this);
        Show("index", _index);
        Show("stress", _isStress);
    }

    /// <summary>Returns that are stated are known; beyond them only how calm and stress are mixed in the long run.</summary>
    public (double Mean, double Deviation) MoveOn(int day)
    {
        (SectorTerms terms, double beta, double own) = _habit.At(day);
        if (day < _returns.Length)
        {
            return (beta * _returns[day], own);
        }

        (double mean, double deviation) = SectorPolicy.LongRun(terms);
        return (beta * mean, Math.Sqrt((beta * beta * deviation * deviation) + (own * own)));
    }

    private void Decide(Step step)
    {
        (SectorTerms terms, double beta, double sigma) = _habit.At(step.Index);
        RandomStream random = Luck(step.Random);
        RandomBlock draw = random.Draw(DrawKind.SectorReturn, 0, step.Index);
        if (step.Index < _returns.Length)
        {
            _return.Value = _returns[step.Index];
        }
        else
        {
            bool isStress = SectorPolicy.NextRegime(_isStress.Value == 1, draw.First, terms);
            _isStress.Value = isStress ? 1 : 0;
            _return.Value = SectorPolicy.Return(isStress, draw.Second, terms);
        }

        _index.Value *= DeterministicMath.Exp(_return.Value);
        double own = sigma * Distribution.Normal(random.Draw(DrawKind.SectorReturn, 1, step.Index).First);
        Flow.Value = PoolFlow.ToMove((beta * _return.Value) + own, Pool.Moneys.Balance);
    }

    private static (SectorTerms Terms, double Beta, double Sigma) Read(Part then) =>
        (
            new SectorTerms(
                then.Number("drift"),
                then.Number("sigma"),
                then.Number("stress_hazard"),
                then.Number("recovery_hazard"),
                then.Number("stress_drift"),
                then.Number("stress_multiple")
            ),
            then.Number("beta"),
            then.Number("own_sigma")
        );

    private static ParameterSpec Spec(string name, string meaning, string value) =>
        new(name, ParameterKind.Number, meaning)
        {
            Default = value,
            Min = -10,
            Max = 10,
        };
}
