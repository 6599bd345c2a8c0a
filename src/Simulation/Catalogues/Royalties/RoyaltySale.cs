using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Mechanisms.Royalties;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>`royalties.sale`: what an asset earns by royalties beside a price paid once; nothing moves.</summary>
internal sealed class RoyaltySale : Component
{
    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "royalties.sale",
                "Compares what an asset earns day by day with a price paid once before the first day; nothing moves.",
                "ours, MODELLED (docs/mechanisms/royalties.md)",
                [
                    new("graph", ParameterKind.Part, "Where the asset is.")
                    {
                        Words = [RoyaltyParameters.KindName],
                        IsFixed = true,
                    },
                    new("asset", ParameterKind.Text, "A listed asset.") { IsFixed = true },
                    new("price", ParameterKind.Tokens, "Paid once instead of all royalties.") { IsFixed = true },
                    new("discount_rate", ParameterKind.Share, "Per year: what a year's wait costs.")
                    {
                        Default = "10 %",
                        Max = 100,
                        IsFixed = true,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("royalties", "token", "Kept since the start."),
                    new("present_value", "token", "Royalties since the start, discounted to before the first day."),
                    new(
                        "break_even",
                        "days",
                        "First day, counted from 1, by which royalties made up for the price; 0 while none has."
                    )
                    {
                        Title = "break-even",
                    },
                ],
            },
            (assembly, part) => new RoyaltySale(assembly, part)
        );

    private RoyaltySale(ModelAssembly assembly, Part part)
        : base(assembly, part) { }

    public override void Connect()
    {
        RoyaltyGraph graph = (RoyaltyGraph)Other("graph");
        RequireToken("price", graph.Token);
        Int128 price = AmountOf("price");
        double rate = DeterministicMath.Pow(1 + Part.Number("discount_rate"), 1 / 365.0) - 1;
        EarningsRule earnings = Model.Add(
            new EarningsRule(Name, graph, graph.Assets.Find("asset", Part.Word("asset")), Model.Steps)
        );
        SaleComparison Compared() => SaleComparison.Of(price, earnings.Days, rate);
        Show("royalties", graph.Token, () => Compared().RoyaltyTokens, graph.Direct, graph.Upstream);
        ShowIn(
            graph.Token.Symbol,
            "present_value",
            () => Compared().RoyaltyPresentValue / (double)BaseUnits.One(graph.Token.Decimals),
            graph.Direct,
            graph.Upstream
        );
        Show("break_even", () => (Compared().BreakEvenStep + 1) ?? 0, graph.Direct, graph.Upstream);
    }

    /// <summary>Keeps what an asset earned on each day.</summary>
    private sealed class EarningsRule(string name, RoyaltyGraph graph, int asset, int steps) : Rule(name, Phase.Record)
    {
        private readonly Int128[] _days = new Int128[steps];
        private Int128 _before;
        private int _count;

        /// <summary>Base units by day so far.</summary>
        public ReadOnlySpan<Int128> Days => _days.AsSpan(0, _count);

        public override bool HasMemory => true;

        public override void Declare(Touches touches) => touches.Reads(graph.Direct, graph.Upstream);

        public override void Run(in Step step)
        {
            Int128 now = graph.Direct[asset] + graph.Upstream[asset];
            _days[step.Index] = now - _before;
            _before = now;
            _count = step.Index + 1;
        }

        public override void Forget()
        {
            _before = 0;
            _count = 0;
        }
    }
}
