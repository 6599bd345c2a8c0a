using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;
using Souk.Simulation.Policies;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Ecosystems;

/// <summary>`ecosystem.connections`: other systems connect and part, and their number multiplies what formulas make of it.</summary>
internal sealed class ConnectionPart : Component
{
    private readonly Dial<(double PerYear, double Parting, double Weight, double Cap)> _habit;
    private readonly Counter _connections;
    private readonly Signal _multiplier;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "ecosystem.connections",
                "Connections to other systems, and the logarithmic law of what they multiply, within a bound.",
                "Briscoe, Odlyzko and Tilly, IEEE Spectrum, July 2006; bounded, MODELLED (docs/people/connections.md)",
                [
                    new("connections", ParameterKind.Count, "Connections before the first day.")
                    {
                        Default = "0",
                        Max = 1e6,
                        IsFixed = true,
                    },
                    new("per_year", ParameterKind.Number, "Mean new connections a year.") { Default = "12", Max = 1e6 },
                    new("parting", ParameterKind.Share, "Probability per day that a connection ends.")
                    {
                        Default = "0",
                    },
                    new("weight", ParameterKind.Number, "Of ln(1 + connections).") { Default = "0.1", Max = 10 },
                    new("cap", ParameterKind.Number, "The largest multiplier.")
                    {
                        Default = "2",
                        Min = 1,
                        Max = 1_000,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("count", "count", "Connections at the close.") { Title = "connections" },
                    new("multiplier", "count", "1 + weight × ln(1 + connections), at most the cap."),
                ],
            },
            (assembly, part) => new ConnectionPart(assembly, part)
        );

    private ConnectionPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _habit = Dial(then =>
            (then.Number("per_year"), then.Number("parting"), then.Number("weight"), then.Number("cap"))
        );
        _connections = Model.Counter($"{Name}.connections", part.Count("connections"));
        (_, _, double weight, double cap) = _habit.AtStart;
        _multiplier = Model.Signal(
            $"{Name}.multiplier",
            ConnectionPolicy.Multiplier(part.Count("connections"), weight, cap)
        );
    }

    public override void Connect()
    {
        Rule(
            "",
            Phase.Observe,
            touches => touches.Updates(_connections).Writes(_multiplier),
            step =>
            {
                (double perYear, double parting, double weight, double cap) = _habit.At(step.Index);
                DrawSequence draws = Luck(step.Random).Sequence(DrawKind.Connection, 0, step.Index);
                long before = _connections.Value;
                long parted = before > 0 && parting > 0 ? new Binomial(before, parting).Draw(ref draws) : 0;
                long joined = perYear > 0 ? new Poisson(perYear / ContractPolicy.YearDays).Draw(ref draws) : 0;
                _connections.Value += joined - parted;
                _multiplier.Value = ConnectionPolicy.Multiplier(_connections.Value, weight, cap);
            }
        );
        Show("count", _connections);
        Show("multiplier", _multiplier);
    }
}
