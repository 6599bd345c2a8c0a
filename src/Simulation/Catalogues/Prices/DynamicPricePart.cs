using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Formulas;
using Souk.Simulation.Markets;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Prices;

/// <summary>`price.dynamic`: a seller's price that follows how much is asked for.</summary>
internal sealed class DynamicPricePart : Component
{
    private readonly Signal _price;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "price.dynamic",
                "A price that rises while more is used than a target and falls while less is, within bounds.",
                "Walras' tâtonnement, as EIP-1559 has it for block space; ours, MODELLED (docs/people/pricing.md)",
                [
                    new(
                        "use",
                        ParameterKind.Text,
                        "A published number that is held near the target, such as lab.orders.here."
                    )
                    {
                        IsFixed = true,
                    },
                    new("target", ParameterKind.Number, "Of it, per day.") { Min = 1e-9 },
                    new("price", ParameterKind.Usd, "On the first day.") { Min = 1e-9, IsFixed = true },
                    new("speed", ParameterKind.Number, "Percent of price per day and percent of excess use.")
                    {
                        Default = "0.05",
                        Max = 1,
                    },
                    new("floor", ParameterKind.Usd, "The least.") { Default = "0 USD" },
                    new("ceiling", ParameterKind.Usd, "The most.") { Default = "1000000000 USD" },
                ]
            )
            {
                Formulas = ["target", "speed", "floor", "ceiling"],
                Publishes =
                [
                    new("price", "USD", "Asked on the day."),
                    new("level", "count", "Price over the first one."),
                ],
            },
            (assembly, part) => new DynamicPricePart(assembly, part)
        );

    private DynamicPricePart(ModelAssembly assembly, Part part)
        : base(assembly, part) => _price = Model.Signal($"{Name}.price", part.Number("price"));

    public override void Connect()
    {
        double first = Part.Number("price");
        Show("price", _price);
        Show("level", () => _price.Value / first, _price);
    }

    public override void Resolve()
    {
        string name = Part.Word("use");
        Dictionary<string, Unit> known = Assembly.Published.Units();
        Publication use = known.ContainsKey(name)
            ? Assembly.Published.Find(name)
            : throw new ArgumentException($"use is '{name}', which no part publishes");
        Dial<(double Target, double Speed, double Floor, double Ceiling)> habit = Dial(then =>
            (then.Number("target"), then.Number("speed"), then.Number("floor"), then.Number("ceiling"))
        );
        // At the close: what is asked tomorrow follows from what was used today.
        Rule(
            "",
            Phase.Record,
            touches => touches.Reads([.. use.Slots]).Updates(_price),
            step =>
            {
                (double target, double speed, double floor, double ceiling) = habit.At(step.Index);
                double next = _price.Value * PostedPrice.Next(level: 1, use.Number() / target, supply: 1, speed);
                _price.Value = Math.Min(ceiling, Math.Max(floor, next));
            }
        );
    }
}
