using System.Runtime.InteropServices;
using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Measures;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Measures;

/// <summary>`measure.risk`: what can be lost by holding what a published number is the price of.</summary>
internal sealed class RiskMeasure : Component
{
    private readonly Signal _volatility;
    private readonly Signal _atRisk;
    private readonly Signal _shortfall;
    private readonly Signal _drawdown;
    private readonly Signal _peak;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "measure.risk",
                "Volatility, value at risk, expected shortfall and drawdown of a published number.",
                "Acerbi and Tasche, J. Banking and Finance 26 (2002); by historical simulation (docs/people/risk.md)",
                [
                    new("of", ParameterKind.Text, "A published number, such as pool.price.") { IsFixed = true },
                    new("window", ParameterKind.Duration, "Days of changes that count.")
                    {
                        Default = "90 days",
                        Min = 2,
                        Max = 3_650,
                        IsFixed = true,
                    },
                    new("level", ParameterKind.Share, "Of days, that count as the worst.")
                    {
                        Default = "5 %",
                        Min = 0.0001,
                        IsFixed = true,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("volatility", "share", "Deviation of log changes, over a year."),
                    new("at_risk", "share", "Log loss of a day that the worst days exceed.")
                    {
                        Title = "value at risk",
                    },
                    new("shortfall", "share", "Mean log loss of the worst days.") { Title = "expected shortfall" },
                    new("drawdown", "share", "Below the highest value since the start."),
                ],
            },
            (assembly, part) => new RiskMeasure(assembly, part)
        );

    private RiskMeasure(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _volatility = Model.Signal($"{Name}.volatility", 0);
        _atRisk = Model.Signal($"{Name}.at_risk", 0);
        _shortfall = Model.Signal($"{Name}.shortfall", 0);
        _drawdown = Model.Signal($"{Name}.drawdown", 0);
        _peak = Model.Signal($"{Name}.peak", 0);
    }

    public override void Connect()
    {
        Show("volatility", _volatility);
        Show("at_risk", _atRisk);
        Show("shortfall", _shortfall);
        Show("drawdown", _drawdown);
    }

    public override void Resolve()
    {
        string name = Part.Word("of");
        Publication of = Assembly.Published.Units().ContainsKey(name)
            ? Assembly.Published.Find(name)
            : throw new ArgumentException($"of is '{name}', which no part publishes");
        Model.Add(new RiskRule(this, of, Part.Days("window"), Part.Number("level")));
    }

    private sealed class RiskRule(RiskMeasure part, Publication of, int windowDays, double level)
        : Rule(part.Name, Phase.Record)
    {
        private readonly List<double> _changes = [];
        private double _last;

        public override bool HasMemory => true;

        public override void Declare(Touches touches) =>
            touches
                .Reads([.. of.Slots])
                .Updates(part._peak)
                .Writes(part._volatility, part._atRisk, part._shortfall, part._drawdown);

        public override void Forget()
        {
            _changes.Clear();
            _last = 0;
        }

        public override void Run(in Step step)
        {
            double value = of.Number();
            if (value > 0 && _last > 0)
            {
                _changes.Add(DeterministicMath.Log(value / _last));
                if (_changes.Count > windowDays)
                {
                    _changes.RemoveAt(0);
                }
            }

            _last = value;
            part._peak.Value = Math.Max(part._peak.Value, value);
            part._drawdown.Value = part._peak.Value > 0 ? 1 - (value / part._peak.Value) : 0;
            ReadOnlySpan<double> changes = CollectionsMarshal.AsSpan(_changes);
            part._volatility.Value = RiskFigures.Volatility(changes);
            (part._atRisk.Value, part._shortfall.Value) = RiskFigures.Tail(changes, level);
        }
    }
}
