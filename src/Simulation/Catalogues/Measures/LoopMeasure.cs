using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Formulas;
using Souk.Simulation.Measures;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Measures;

/// <summary>`measure.loop`: whether a flywheel turns.</summary>
internal sealed class LoopMeasure : Component
{
    private readonly Signal[] _links;
    private readonly Signal _gain;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "measure.loop",
                "The gain of a loop of published numbers: elasticities of each stage on the one before, multiplied.",
                "Sterman, Business Dynamics (2000) (docs/people/loop.md)",
                [
                    new(
                        "stages",
                        ParameterKind.Text,
                        "Published numbers in the order of the loop; the last one closes it."
                    )
                    {
                        IsList = true,
                        IsFixed = true,
                    },
                    new("window", ParameterKind.Duration, "Days of changes that elasticities are estimated over.")
                    {
                        Default = "60 days",
                        Min = 3,
                        Max = 3_650,
                        IsFixed = true,
                    },
                    new(
                        "over",
                        ParameterKind.Duration,
                        "Days over which a change is taken: a month shows less of single days' luck."
                    )
                    {
                        Default = "1 day",
                        Min = 1,
                        Max = 365,
                        IsFixed = true,
                        IsAddition = true,
                    },
                    new("lag", ParameterKind.Duration, "Days by which a stage follows the one before.")
                    {
                        Default = "0 days",
                        Max = 365,
                        IsFixed = true,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("gain", "count", "What a small push has become after one round.") { Title = "loop gain" },
                    new("broken", "count", "First that does not pass a push on, from 1; 0 for none.")
                    {
                        Title = "broken link",
                    },
                    new("link.NUMBER", "count", "Elasticity of the next stage on this one."),
                ],
            },
            (assembly, part) => new LoopMeasure(assembly, part)
        );

    private LoopMeasure(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        int count = part.List("stages").Count;
        if (count < 2)
        {
            throw new ArgumentException("stages are fewer than two, which is no loop");
        }

        _links = [.. Enumerable.Range(0, count).Select(i => Model.Signal($"{Name}.link_{i}", 0))];
        _gain = Model.Signal($"{Name}.gain", 0);
    }

    public override void Connect()
    {
        Show("gain", _gain);
        Show("broken", () => LoopGain.Broken(Elasticities()), [.. _links]);
        for (int i = 0; i < _links.Length; i++)
        {
            Signal link = _links[i];
            Show($"link.{i + 1}", link);
        }
    }

    public override void Resolve()
    {
        Dictionary<string, Unit> known = Assembly.Published.Units();
        Publication[] stages =
        [
            .. Part.List("stages")
                .Select(stage =>
                    known.ContainsKey(stage.Text)
                        ? Assembly.Published.Find(stage.Text)
                        : throw new ArgumentException($"stages has '{stage.Text}', which no part publishes")
                ),
        ];
        int lag = Part.Settings["lag"].Values[0].Number == 0 ? 0 : Part.Days("lag");
        Model.Add(new LoopRule(this, stages, _links, _gain, (Part.Days("window"), lag, Part.Days("over"))));
    }

    private double[] Elasticities() => [.. _links.Select(link => link.Value)];

    private sealed class LoopRule(
        LoopMeasure part,
        Publication[] stages,
        Signal[] links,
        Signal gain,
        (int Window, int Lag, int Over) days
    ) : Rule($"{part.Name}", Phase.Record)
    {
        private readonly List<double>[] _changes = [.. stages.Select(_ => new List<double>())];

        // By stage: values of the days over which a change is taken.
        private readonly Queue<double>[] _last = [.. stages.Select(_ => new Queue<double>())];

        public override bool HasMemory => true;

        public override void Declare(Touches touches) =>
            touches.Reads([.. stages.SelectMany(stage => stage.Slots).Distinct()]).Writes([.. links, gain]);

        public override void Forget()
        {
            foreach (Queue<double> values in _last)
            {
                values.Clear();
            }

            foreach (List<double> changes in _changes)
            {
                changes.Clear();
            }
        }

        public override void Run(in Step step)
        {
            for (int i = 0; i < stages.Length; i++)
            {
                double value = stages[i].Number();
                double before = _last[i].Count == days.Over ? _last[i].Dequeue() : 0;
                _changes[i].Add(value > 0 && before > 0 ? DeterministicMath.Log(value / before) : 0);
                _last[i].Enqueue(value);
                if (_changes[i].Count > days.Window + days.Lag)
                {
                    _changes[i].RemoveAt(0);
                }
            }

            bool isFull = _changes[0].Count == days.Window + days.Lag;
            for (int i = 0; i < links.Length; i++)
            {
                links[i].Value = isFull ? Link(_changes[i], _changes[(i + 1) % links.Length]) : 0;
            }

            gain.Value = LoopGain.Of([.. links.Select(link => link.Value)]);
        }

        private double Link(List<double> earlier, List<double> later) =>
            LoopGain.Elasticity(
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(earlier)[..days.Window],
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(later)[days.Lag..]
            );
    }
}
