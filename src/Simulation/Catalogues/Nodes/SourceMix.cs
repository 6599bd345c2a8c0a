using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.People;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Nodes;

/// <summary>`nodes.sources`: collector nodes gather data from a type of source each.</summary>
internal sealed class SourceMix : Component
{
    private readonly string[] _sources;
    private readonly Signal[] _collected;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "nodes.sources",
                "Collector nodes, each with one type of source, and what they gather from it by their work.",
                "after Masa's oracle nodes: web sites, feeds and sites behind a login; ours, MODELLED (docs/people/nodes.md)",
                [
                    new("nodes", ParameterKind.Part, "Operators whose role is collector.")
                    {
                        Words = ["people.operators"],
                        IsFixed = true,
                    },
                    new("sources", ParameterKind.Text, "Types of sources.")
                    {
                        IsList = true,
                        Default = "web, feed, authenticated",
                        Source = "Masa oracle: web sites, Twitter feeds, authenticated sites",
                        IsFixed = true,
                    },
                    new("mix", ParameterKind.Number, "Weights by which nodes choose a type, each for good.")
                    {
                        IsList = true,
                        Default = "1",
                        Min = 1e-9,
                        Max = 1e9,
                        IsFixed = true,
                    },
                    new("yields", ParameterKind.Number, "Data gathered by a unit of work, by type.")
                    {
                        IsList = true,
                        Default = "1",
                        Max = 1e9,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("collected.SOURCE", "count", "Gathered since the start."),
                    new("total", "count", "Gathered from all since the start."),
                ],
            },
            (assembly, part) => new SourceMix(assembly, part)
        );

    private SourceMix(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _sources = [.. part.List("sources").Select(value => value.Text)];
        _collected = [.. _sources.Select(source => Model.Signal($"{Name}.collected_{source}", 0))];
    }

    public override void Connect()
    {
        OperatorPeople nodes = (OperatorPeople)Other("nodes");
        if (nodes.Part.Word("role") != "collector")
        {
            throw new ArgumentException(
                $"nodes is {nodes.Name}, whose role is {nodes.Part.Word("role")}: collector is needed"
            );
        }

        CumulativeWeights mix = new(ByType.Of(Part, "mix", _sources.Length));
        Column<byte> types = Model.Column<byte>(nodes.Agents, $"{Name}.source");
        Rule("types", Phase.Start, touches => touches.Writes(types), step => Draw(Luck(step.Random), mix, types.Span));
        Dial<double[]> yields = Dial(then => ByType.Of(then, "yields", _sources.Length));
        double[] capacity = new double[_sources.Length];
        Rule(
            "",
            Phase.Settle,
            touches =>
                touches
                    .Reads(types, nodes.State.PaidWeights, nodes.State.Capacity, nodes.State.Done)
                    .Updates([.. _collected]),
            step =>
            {
                Array.Clear(capacity);
                for (int node = 0; node < nodes.Agents.Count; node++)
                {
                    capacity[types[node]] += nodes.State.PaidWeights[node] / OperatorState.WeightUnit;
                }

                // All who work are busy to the same share.
                double use = nodes.State.Capacity.Value > 0 ? nodes.State.Done.Value / nodes.State.Capacity.Value : 0;
                for (int source = 0; source < capacity.Length; source++)
                {
                    _collected[source].Value += capacity[source] * use * yields.At(step.Index)[source];
                }
            }
        );
        for (int source = 0; source < _sources.Length; source++)
        {
            Show($"collected.{_sources[source]}", _collected[source]);
        }

        Show("total", () => _collected.Sum(collected => collected.Value), [.. _collected]);
    }

    private static void Draw(RandomStream random, CumulativeWeights mix, Span<byte> types)
    {
        for (int node = 0; node < types.Length; node++)
        {
            types[node] = (byte)mix.At(random.Draw(DrawKind.SourceTraits, node, 0).First);
        }
    }
}
