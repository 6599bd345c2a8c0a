using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Royalties;
using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>`royalties.calls`: someone pays for every use of assets, as long as it can.</summary>
internal sealed class RoyaltyCalls : Component, ITurnover
{
    private readonly Dial<(int PerDay, Poisson Arrivals, Int128 Price)> _habit;
    private readonly Token _token;
    private readonly Amount _paid;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "royalties.calls",
                "Someone pays for every use of assets, without a cap on their number, as long as its balance lasts.",
                "ours, MODELLED after Sahara's recurring royalties (docs/mechanisms/royalties.md)",
                [
                    new("graph", ParameterKind.Part, "Whose assets are used.")
                    {
                        Words = [RoyaltyParameters.KindName],
                        IsFixed = true,
                    },
                    new("payer", ParameterKind.Part, "Who pays.") { Words = ["account"], IsFixed = true },
                    new("assets", ParameterKind.Text, "Which are used, each as often; all unless stated.")
                    {
                        IsList = true,
                        Default = "",
                        IsFixed = true,
                    },
                    new("event", ParameterKind.Word, "A call, a composition, or a call from another chain.")
                    {
                        Words = ["call", "composition", "cross_chain_reuse"],
                        Default = "call",
                        IsFixed = true,
                    },
                    new("per_day", ParameterKind.Count, "Uses of each asset.") { Max = 1e9 },
                    new("arrivals", ParameterKind.Word, "As many each day, or a Poisson draw with that mean by asset.")
                    {
                        Words = ["even", "poisson"],
                        Default = "even",
                        IsFixed = true,
                    },
                    new("price", ParameterKind.Tokens, "Of one use."),
                ]
            )
            {
                Publishes =
                [
                    new("made", "count", "Uses paid for since the start."),
                    new("unpaid", "count", "Uses that the payer had no tokens for."),
                ],
            },
            (assembly, part) => new RoyaltyCalls(assembly, part)
        );

    private RoyaltyCalls(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _token = TokenOf("price");
        _paid = Model.Amount($"{Name}.paid_today", 0);
        _habit = Dial(then => (then.Count("per_day"), new Poisson(then.Count("per_day")), PriceOf(then)));
    }

    public Slot[] TurnoverSlots => [_paid];

    public Token TurnoverToken => _token;

    public Int128 Turnover => _paid.Value;

    public override void Connect()
    {
        RoyaltyGraph graph = (RoyaltyGraph)Other("graph");
        RequireToken("price", graph.Token);
        RoyaltyEvent kind = Enum.Parse<RoyaltyEvent>(
            Part.Word("event").Replace("_", "", StringComparison.Ordinal),
            ignoreCase: true
        );
        Holdings payer = Held(_token, Other("payer").Inlet!);
        Holdings inlet = Held(_token, OnePayeeOf("graph"));
        Column<Int128> revenue = graph.Revenue[(int)kind];
        int[] assets = Has("assets")
            ? [.. Part.List("assets").Select(name => graph.Assets.Find("assets", name.Text))]
            : [.. Enumerable.Range(0, graph.Assets.Graph.Count)];
        bool isRandom = Part.Word("arrivals") == "poisson";
        Counter made = Model.Counter($"{Name}.made", 0);
        Counter unpaid = Model.Counter($"{Name}.unpaid", 0);
        Rule(
            "",
            Phase.Clear,
            touches => touches.Updates(payer).Adds(inlet, revenue, made, unpaid).Writes(_paid),
            step =>
            {
                (int perDay, Poisson arrivals, Int128 price) = _habit.At(step.Index);
                _paid.Value = 0;
                foreach (int asset in assets)
                {
                    DrawSequence draws = Luck(step.Random).Sequence(DrawKind.BuyerDecision, asset, step.Index);
                    long wanted = isRandom ? arrivals.Draw(ref draws) : perDay;
                    long count = price == 0 ? wanted : (long)Int128.Min(wanted, payer.Balance / price);
                    Ledger.Transfer(_token.Index, payer.Account, inlet.Account, count * price);
                    revenue[asset] += count * price;
                    _paid.Value += count * price;
                    made.Value += count;
                    unpaid.Value += wanted - count;
                }
            }
        );
        Show("made", made);
        Show("unpaid", unpaid);
    }

    private Int128 PriceOf(Part then) =>
        then.Word("price") == _token.Symbol
            ? then.BaseUnits("price", _token.Decimals)
            : throw new ArgumentException($"price is in {then.Word("price")}, and {_token.Symbol} is needed");
}
